/// The 200 articles; `Assortment` says how to read a line.
enum AssortmentTable {
  static let coffee = """
    Espresso beans Milano; bag; 14.90; 1 kg, 3 kg = 285, 6 kg = 552
    Espresso beans Napoli dark; bag; 15.60; 1 kg, 3 kg = 285, 6 kg = 552
    Crema beans Classic; bag; 13.40; 1 kg, 3 kg = 285, 6 kg = 552
    Organic beans Peru; bag; 19.80; 1 kg, 3 kg = 288
    Organic beans Ethiopia Sidamo; bag; 21.50; 1 kg, 3 kg = 288
    Decaffeinated beans Swiss water; bag; 18.20; 1 kg
    Filter coffee ground; case; 38.40; 5 kg, 10 kg = 192
    Filter portions 60 g; case; 44.90; 80 portions
    Espresso pods ESE; box; 24.90; 150 pods, 500 pods = 305
    Instant coffee; tin; 11.80; 500 g
    Coffee creamer cups; case; 12.60; 240 × 7.5 g
    Cane sugar sticks; case; 13.90; 1000 × 4 g
    White sugar sticks; case; 11.20; 1000 × 4 g
    """

  static let tea = """
    Darjeeling first flush; box; 9.80; 100 bags
    English breakfast; box; 8.20; 100 bags, 300 bags = 280
    Earl Grey; box; 8.60; 100 bags, 300 bags = 280
    Green tea Sencha; box; 9.40; 100 bags
    Peppermint; box; 7.60; 100 bags, 300 bags = 280
    Camomile; box; 7.40; 100 bags
    Rooibos vanilla; box; 8.90; 100 bags
    Fruit infusion red berries; box; 7.90; 100 bags
    Masala chai powder; tin; 16.40; 1.5 kg
    Drinking chocolate 32 %; bag; 9.90; 1 kg, 5 kg = 470
    Dark chocolate couverture 70 %; bag; 14.20; 1 kg, 5 kg = 470
    White chocolate drops; bag; 12.80; 1 kg
    Cocoa powder alkalised; bag; 11.30; 1 kg
    Matcha culinary; tin; 24.90; 250 g
    """

  static let pantry = """
    Wheat flour type 550; sack; 11.90; 12.5 kg, 25 kg = 190
    Wheat flour type 00 pizza; sack; 16.40; 12.5 kg, 25 kg = 190
    Rye flour type 1150; sack; 13.80; 12.5 kg
    Spelt flour type 630; sack; 21.60; 12.5 kg
    Granulated sugar; sack; 12.40; 10 kg, 25 kg = 240
    Icing sugar; case; 15.80; 10 kg
    Sea salt fine; sack; 7.90; 10 kg
    Basmati rice; sack; 24.90; 10 kg
    Arborio rice; case; 28.70; 10 × 1 kg
    Penne rigate; case; 15.90; 12 × 1 kg
    Spaghetti no. 5; case; 15.90; 12 × 1 kg
    Peeled tomatoes; case; 16.80; 6 × 2.5 kg
    Tomato passata; case; 18.90; 12 × 1 l
    Chickpeas; case; 14.60; 6 × 2.5 kg
    Extra virgin olive oil; can; 39.90; 5 l
    Rapeseed oil; can; 19.80; 10 l
    Sunflower oil for frying; can; 21.40; 10 l
    Balsamic vinegar of Modena; can; 17.60; 5 l
    Dijon mustard; bucket; 13.20; 5 kg
    Mayonnaise 80 %; bucket; 19.70; 5 kg, 10 kg = 192
    Tomato ketchup; bucket; 15.30; 5 kg, 10 kg = 192
    Honey acacia; bucket; 46.80; 5 kg
    Strawberry jam portions; case; 17.40; 200 × 25 g
    Almonds blanched; bag; 12.90; 1 kg, 5 kg = 480
    Hazelnuts roasted; bag; 13.60; 1 kg, 5 kg = 480
    Rolled oats; sack; 16.20; 10 kg
    Parmigiano Reggiano 24 months; kg; 17.90;
    Serrano ham boneless; kg; 14.80;
    Smoked salmon sliced; kg; 24.60;
    Gouda matured 12 months; kg; 11.40;
    """

  static let drinks = """
    Mineral water sparkling; crate; 8.90; 12 × 0.7 l, 20 × 0.5 l = 112
    Mineral water still; crate; 8.90; 12 × 0.7 l, 20 × 0.5 l = 112
    Apple juice cloudy; crate; 13.80; 6 × 1 l
    Orange juice not from concentrate; crate; 18.60; 6 × 1 l
    Elderflower syrup; bottle; 6.90; 0.7 l
    Vanilla syrup; bottle; 7.20; 0.7 l
    Caramel syrup; bottle; 7.20; 0.7 l
    Hazelnut syrup; bottle; 7.20; 0.7 l
    Tonic water; crate; 21.60; 24 × 0.2 l
    Ginger ale; crate; 21.60; 24 × 0.2 l
    Cola classic; crate; 18.40; 24 × 0.33 l
    Lemonade organic; crate; 22.80; 24 × 0.33 l
    Oat drink barista; case; 16.90; 12 × 1 l
    Soy drink barista; case; 17.40; 12 × 1 l
    Almond drink; case; 21.80; 12 × 1 l
    UHT milk 3.5 %; case; 12.90; 12 × 1 l
    """

  static let packaging = """
    Paper cup double wall; case; 38.90; 200 ml × 500, 300 ml × 500 = 122, 400 ml × 500 = 145
    Cup lid fibre; case; 29.80; 80 mm × 1000, 90 mm × 1000 = 112
    Salad bowl kraft; case; 44.60; 750 ml × 300, 1000 ml × 300 = 115
    Soup cup with lid; case; 52.40; 350 ml × 250, 500 ml × 250 = 118
    Burger box bagasse; case; 36.70; 15 × 15 cm × 300
    Pizza box; case; 27.90; 26 cm × 100, 33 cm × 100 = 130, 40 cm × 50 = 98
    Paper carrier bag; case; 33.80; small × 250, large × 250 = 135
    Sandwich wrap greaseproof; case; 24.50; 1000 sheets
    Wooden cutlery set; case; 31.20; 500 sets
    Paper straw black; case; 15.90; 1000 pieces
    Napkin 2-ply; case; 28.40; 33 cm × 2400, 40 cm × 1200 = 104
    Aluminium tray with lid; case; 26.80; 500 ml × 100, 1000 ml × 100 = 140
    Cling film; roll; 8.60; 30 cm × 300 m, 45 cm × 300 m = 142
    Baking paper; roll; 9.40; 40 cm × 200 m
    """

  static let cleaning = """
    Dishwasher detergent liquid; canister; 34.90; 10 kg, 20 kg = 190
    Rinse aid; canister; 31.60; 10 l, 20 l = 190
    Dishwasher salt; sack; 9.80; 10 kg
    Hand dishwashing liquid; canister; 14.80; 10 l
    Degreaser for kitchens; canister; 21.90; 5 l, 10 l = 188
    All-purpose cleaner; canister; 16.40; 10 l
    Sanitary cleaner; bottle; 4.80; 1 l, 10 l = 880
    Glass cleaner; bottle; 3.90; 1 l
    Surface disinfectant; bottle; 7.90; 1 l, 5 l = 460
    Hand soap mild; canister; 18.60; 5 l, 10 l = 188
    Hand disinfectant; bottle; 6.40; 500 ml, 1 l = 180
    Descaler for coffee machines; bottle; 8.90; 1 l
    Cleaning tablets for coffee machines; tin; 14.60; 100 tablets
    Paper towels Z-fold; case; 26.90; 3200 sheets
    Toilet paper 3-ply; case; 24.80; 72 rolls
    Waste bags; case; 19.70; 70 l × 250, 120 l × 250 = 148
    Microfibre cloth; pack; 9.60; 10 pieces
    Nitrile gloves; box; 7.80; M × 100, L × 100
    """

  static let tableware = """
    Espresso cup with saucer; box; 32.40; 6 pieces
    Cappuccino cup with saucer; box; 38.90; 6 pieces
    Mug stackable; box; 29.70; 6 pieces
    Dinner plate coupe; box; 41.80; 20 cm × 6, 24 cm × 6 = 125, 28 cm × 6 = 155
    Soup plate; box; 44.60; 23 cm × 6
    Pasta bowl; box; 56.90; 27 cm × 6
    Serving platter slate; piece; 11.40; 30 × 20 cm, 40 × 25 cm = 160
    Water tumbler; box; 14.90; 25 cl × 6, 35 cl × 6 = 118
    Wine glass; box; 27.80; 35 cl × 6, 47 cl × 6 = 120
    Beer glass; box; 19.60; 30 cl × 6, 50 cl × 6 = 126
    Carafe; piece; 8.90; 0.5 l, 1 l = 145
    Table fork 18/10; dozen; 26.80;
    Table knife 18/10; dozen; 46.90;
    Table spoon 18/10; dozen; 26.80;
    Teaspoon 18/10; dozen; 18.40;
    Serving tray non-slip; piece; 17.90; 36 cm, 41 cm = 125
    Table cloth cotton white; piece; 21.60; 130 × 130 cm
    """

  static let kitchen = """
    Gastronorm container; piece; 12.80; GN 1/3, GN 1/2 = 132, GN 1/1 = 195
    Gastronorm lid; piece; 9.60; GN 1/2, GN 1/1 = 150
    Chef's knife; piece; 64.90; 20 cm, 26 cm = 124
    Chopping board HACCP; piece; 24.50; 40 × 30 cm
    Frying pan iron; piece; 38.90; 24 cm, 28 cm = 122
    Stockpot with lid; piece; 89.00; 10 l, 20 l = 148, 36 l = 205
    Milk jug steel; piece; 14.90; 0.35 l, 0.6 l = 130
    Tamper; piece; 36.50; 58 mm
    Knock box; piece; 29.90;
    Digital scale; piece; 54.00; 5 kg, 15 kg = 165
    Probe thermometer; piece; 32.80;
    Hand blender; piece; 186.00; 350 W, 500 W = 142
    Coffee grinder; piece; 489.00;
    Induction hob; piece; 349.00; 3.5 kW
    Ice cube machine; piece; 879.00; 25 kg a day
    Trolley steel; piece; 214.00; 3 shelves
    """
}
