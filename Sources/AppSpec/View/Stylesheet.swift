/// How apps look: calm surfaces, one accent, tables that read like print.
enum Stylesheet {
  static let text = DesignTokens.stylesheet + base + bar + surfaces + forms + tables + charts + small

  private static let base = """
    *,*::before,*::after{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-padding-top:16px}
    body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 var(--font)}
    h1{font-size:26px;line-height:1.2;font-weight:650;letter-spacing:-.015em;margin:0 0 var(--gap);text-wrap:balance;overflow-wrap:anywhere}
    h2{font-size:16px;line-height:1.3;font-weight:600;margin:0}
    h3{font-size:15px;font-weight:600;margin:0}
    p{margin:0}
    a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:2px}
    a:hover{text-decoration-thickness:2px}
    code{font:13px var(--mono)}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
    main{max-width:1240px;margin:0 auto;padding:28px 24px 64px;outline:none}
    .vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .skip{position:absolute;left:12px;top:-60px;z-index:9;background:var(--paper);padding:8px 14px;border-radius:var(--radius)}
    .skip:focus{top:10px}
    .quiet{color:var(--quiet)}
    .null{color:var(--quiet)}
    @media (prefers-reduced-motion:no-preference){.button,input,select,textarea{transition:border-color .12s,background-color .12s}}

    """

  private static let bar = """
    .banner{background:var(--warning-soft);color:var(--warning);text-align:center;padding:6px 16px;font-size:14px}
    .bar{background:var(--paper);border-bottom:1px solid var(--line)}
    .bar .inner{max-width:1240px;margin:0 auto;padding:0 24px;min-height:56px;display:flex;align-items:center;gap:28px}
    .brand{display:flex;align-items:center;gap:12px;color:inherit;text-decoration:none;padding:6px 0;min-width:0;max-width:max(40%,220px)}
    .names{display:flex;flex-direction:column;line-height:1.25;min-width:0}
    .logo{flex:none;border-radius:3px}
    .brand:hover .app{text-decoration:underline}
    .workspace{font-size:12px;color:var(--quiet)}
    .names>*{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
    .app{font-weight:650}
    .pages{flex:1;min-width:0;overflow-x:auto;scrollbar-width:none}
    .pages ul{display:flex;gap:4px;list-style:none;margin:0;padding:4px 0}
    .pages a{display:block;padding:7px 12px;border-radius:6px;color:var(--quiet);text-decoration:none;white-space:nowrap}
    .pages a:hover{color:var(--ink);background:var(--sunken)}
    .pages a[aria-current]{color:var(--ink);background:var(--sunken);font-weight:550}
    .pages a:focus-visible{outline-offset:-2px}
    .menus{display:flex;gap:4px}
    .menu{position:relative}
    .menu summary{list-style:none;cursor:pointer;padding:7px 12px;border-radius:6px;color:var(--quiet);display:flex;gap:6px;align-items:center}
    .menu summary::-webkit-details-marker{display:none}
    .menu summary::after{content:"";width:6px;height:6px;border:solid;border-width:0 1.5px 1.5px 0;transform:translateY(-2px) rotate(45deg)}
    .menu summary:hover,.menu[open] summary{background:var(--sunken);color:var(--ink)}
    .who{max-width:22ch;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
    .sheet{position:absolute;right:0;top:calc(100% + 6px);z-index:5;min-width:220px;background:var(--paper);border:1px solid var(--line);border-radius:var(--radius);box-shadow:0 8px 28px rgb(0 0 0/.16);padding:6px}
    .sheet p{padding:8px 12px;font-size:13px;color:var(--quiet);overflow-wrap:anywhere}
    .sheet b{color:var(--ink);font-weight:550}
    .sheet ul{list-style:none;margin:0;padding:0}
    .sheet a{display:block;padding:8px 12px;border-radius:6px;color:var(--ink);text-decoration:none}
    .sheet a:hover{background:var(--sunken)}
    .sheet a[aria-current]{font-weight:600}
    .trail{font-size:14px;color:var(--quiet);margin:0 0 8px}

    """

  private static let surfaces = """
    .card{background:var(--paper);border:1px solid var(--line);border-radius:var(--radius);box-shadow:var(--shadow);padding:var(--pad);margin:0 0 var(--gap)}
    .card>h2{margin:0 0 14px}
    .notice{border-radius:var(--radius);padding:11px 16px;margin:0 0 var(--gap);font-weight:500}
    .notice.good{background:var(--good-soft);color:var(--good)}
    .notice.bad{background:var(--bad-soft);color:var(--bad)}
    .notice.warning{background:var(--warning-soft);color:var(--warning)}
    .notice.info{background:var(--info-soft);color:var(--info)}
    .metrics{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:var(--gap);margin:0 0 var(--gap)}
    .metrics .card{margin:0}
    .metrics .failed{grid-column:1/-1}
    .metric{padding:16px var(--pad)}
    .slot>*+*{margin-top:8px}
    .slot{padding-bottom:8px}
    .slot .data summary{display:list-item}
    .slot textarea{font:13px var(--mono)}
    .metric .label{font-size:13px;color:var(--quiet)}
    .metric .value{font-size:27px;line-height:1.25;font-weight:620;letter-spacing:-.015em;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
    .prose{max-width:70ch;margin:0 0 var(--gap)}
    .prose>*+*{margin-top:10px}
    .prose ul{padding-left:22px}
    .empty{padding:28px 12px;text-align:center;color:var(--quiet)}
    .empty p+p{margin-top:12px}
    .empty ul{list-style:none;padding:0;margin:8px 0 0}
    .failed{border-left:4px solid var(--bad)}
    .failed p+p{margin-top:4px}
    .ask.failed form{margin:18px 0 14px}
    .maker{display:flex;flex-wrap:wrap;gap:8px 14px;align-items:center}
    .maker [hidden]{display:none}
    .maker .said{flex:1 0 100%}
    .maker .said:empty{display:none}
    .maker .bad{color:var(--bad)}
    .unscripted{margin:14px 0 0}
    @media (scripting:enabled){.unscripted{display:none}}
    .tools{display:flex;flex-wrap:wrap;gap:10px;align-items:center;margin:0 0 14px}
    .tools h2{flex:1 1 auto}
    .tools .search{margin-left:auto}
    dl{margin:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(210px,1fr));gap:16px 24px}
    dt{font-size:13px;color:var(--quiet)}
    dd{margin:1px 0 0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
    .badge{display:inline-block;padding:1px 9px;border-radius:99px;font-size:13px;font-weight:550;white-space:nowrap}
    .badge.neutral{background:var(--neutral-soft);color:var(--neutral)}
    .badge.good{background:var(--good-soft);color:var(--good)}
    .badge.warning{background:var(--warning-soft);color:var(--warning)}
    .badge.bad{background:var(--bad-soft);color:var(--bad)}
    .badge.info{background:var(--info-soft);color:var(--info)}
    .ask{max-width:600px;margin:8px auto}
    .ask h1{font-size:21px}
    .ask .question{margin:-6px 0 20px;font-size:16px}
    .ask dl{margin:0 0 20px}
    .ask.review{max-width:760px}
    .review .inputs{max-width:none}
    .review textarea{min-height:14em;resize:vertical;line-height:1.55}
    .draft{white-space:pre-wrap;overflow-wrap:anywhere;max-width:72ch;line-height:1.6;margin:0 0 12px}
    .draft~.receipt{margin-bottom:20px}
    .waiting:has(+.review){display:none}
    .waiting .draft{margin:14px 0 0;color:var(--quiet)}
    .waiting .draft:empty{display:none}
    .waiting .busy{display:flex;gap:10px;align-items:center;color:var(--quiet)}
    .waiting .busy::before{content:"";width:10px;height:10px;border-radius:50%;background:var(--accent);flex:none}
    @media (prefers-reduced-motion:no-preference){.waiting .busy::before{animation:breathe 1.4s ease-in-out infinite alternate}}
    @keyframes breathe{from{opacity:.25}to{opacity:1}}
    .receipt{font-size:13px;color:var(--quiet);margin:6px 0 0}
    .receipt summary{cursor:pointer;padding:3px 0}
    .receipt dl{margin:8px 0 0;gap:8px 24px}
    dialog{border:0;padding:0;background:none;color:inherit;width:min(600px,calc(100vw - 32px));overflow:visible}
    dialog .ask{margin:0;max-height:calc(100vh - 48px);overflow:auto}
    dialog::backdrop{background:rgb(10 14 12/.5)}
    .problem main{max-width:620px;padding-top:12vh}
    .problem p{margin-top:12px}
    .problem p.quiet{margin-top:32px;font-size:13px}

    """

  private static let forms = """
    .button{display:inline-flex;align-items:center;justify-content:center;min-height:var(--control);padding:5px 15px;border:1px solid var(--accent);border-radius:6px;background:var(--paper);color:var(--accent);font:inherit;font-weight:550;text-decoration:none;cursor:pointer;white-space:nowrap}
    .button:hover{background:var(--accent-soft)}
    .button.main{background:var(--accent);color:var(--accent-ink)}
    .button.main:hover{filter:brightness(1.1)}
    .button.plain{border-color:var(--line);background:none;color:var(--ink);font-weight:450}
    .button.plain:hover{border-color:var(--edge);background:var(--sunken)}
    .button.small{min-height:28px;padding:1px 10px;font-size:14px;border-color:var(--line);background:none}
    .button.small:hover{border-color:var(--accent);background:var(--accent-soft)}
    .button:focus-visible{border-radius:6px}
    .buttons{display:flex;flex-wrap:wrap;gap:10px;align-items:center}
    input,select,textarea{font:inherit;color:inherit}
    input:not([type=checkbox]),select,textarea{width:100%;min-height:var(--control);padding:5px 10px;border:1px solid var(--edge);border-radius:6px;background:var(--paper)}
    input:focus-visible,select:focus-visible,textarea:focus-visible{outline-offset:-1px;border-color:var(--accent);border-radius:6px}
    input[type=checkbox]{width:18px;height:18px;margin:0;accent-color:var(--accent);flex:none}
    ::placeholder{color:var(--quiet);opacity:1}
    label{display:block;font-size:14px;font-weight:550;margin:0 0 4px}
    label .quiet{font-weight:400}
    .box{display:flex;gap:10px;align-items:center;min-height:var(--control)}
    .box label{margin:0;font-weight:450;font-size:15px}
    .help{font-size:13px;color:var(--quiet);margin-top:4px}
    .error{font-size:14px;color:var(--bad);margin-top:4px;font-weight:500}
    .wrong input,.wrong select,.wrong textarea{border-color:var(--bad);box-shadow:inset 0 0 0 1px var(--bad)}
    .errors{background:var(--bad-soft);color:var(--bad);border-radius:var(--radius);padding:12px 16px;margin:0 0 18px}
    .errors ul{margin:4px 0 0;padding-left:20px}
    .errors a{color:inherit}
    .inputs{max-width:560px}
    .inputs .fields{display:grid;gap:18px;margin:0 0 20px}
    .filter{padding:14px var(--pad)}
    .filter .fields{display:flex;flex-wrap:wrap;gap:14px 16px;align-items:flex-start}
    .filter .field{flex:0 1 210px}
    .filter .buttons{padding-top:25px}
    .search{display:flex;gap:6px}
    .search input{width:220px}

    """

  private static let tables = """
    .table{padding:14px 0 0;scroll-margin-top:16px}
    .table .tools{padding:2px var(--pad) 0}
    .scroll{position:relative;overflow-x:auto;overscroll-behavior-x:contain}
    .scroll:focus-visible{outline-offset:-2px}
    table{border-collapse:separate;border-spacing:0;width:100%;font-variant-numeric:tabular-nums}
    th,td{padding:9px 14px;text-align:left;vertical-align:top;border-top:1px solid var(--line);max-width:44ch;overflow-wrap:break-word}
    th:first-child,td:first-child{padding-left:var(--pad)}
    th:last-child,td:last-child{padding-right:var(--pad)}
    thead th{border-top:0;border-bottom:1px solid var(--line);padding-top:7px;padding-bottom:7px;font-size:13px;font-weight:550;color:var(--quiet);white-space:nowrap;vertical-align:middle}
    tbody tr:first-child>*{border-top:0}
    tbody th{font-weight:500}
    tbody tr:hover>*{background:var(--sunken)}
    .n{text-align:right;white-space:nowrap}
    .k{white-space:nowrap}
    tbody a{text-decoration:none}
    tbody a:hover{text-decoration:underline}
    thead a{color:inherit;text-decoration:none;display:inline-flex;align-items:center;gap:5px;min-height:24px}
    thead a:hover{color:var(--ink);text-decoration:underline}
    .n a{flex-direction:row-reverse}
    td.n a{flex-direction:row}
    .arrow{width:8px;height:8px;flex:none;opacity:0;background:currentColor;clip-path:polygon(50% 10%,100% 90%,0 90%)}
    thead a:hover .arrow{opacity:.45}
    [aria-sort] a{color:var(--ink)}
    [aria-sort] .arrow{opacity:1!important}
    [aria-sort=descending] .arrow{transform:rotate(180deg)}
    .actions{white-space:nowrap;text-align:right;padding-top:5px;padding-bottom:5px}
    .actions .button+.button{margin-left:6px}
    .pager{display:flex;flex-wrap:wrap;gap:10px;align-items:center;justify-content:space-between;padding:11px var(--pad);border-top:1px solid var(--line);color:var(--quiet);font-size:14px;font-variant-numeric:tabular-nums;min-height:58px}
    .pager nav{display:flex;gap:8px}
    .chart .scroll,.detail .scroll{margin-top:10px}

    """

  private static let charts = """
    .plot{display:block;overflow:visible}
    .plot text{font-size:12px;fill:var(--quiet);font-family:var(--font);font-variant-numeric:tabular-nums}
    .plot .tick{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
    .grid{stroke:var(--line)}
    .base{stroke:var(--edge)}
    .line{stroke-width:2px;vector-effect:non-scaling-stroke;stroke-linejoin:round}
    .l0{stroke:var(--series-0)}.l1{stroke:var(--series-1);stroke-dasharray:7 4}.l2{stroke:var(--series-2);stroke-dasharray:2 4}
    .l3{stroke:var(--series-3);stroke-dasharray:10 3 2 3}.l4{stroke:var(--series-4);stroke-dasharray:14 4}.l5{stroke:var(--series-5);stroke-dasharray:4 2}
    .s0{fill:var(--series-0)}.s1{fill:var(--series-1)}.s2{fill:var(--series-2)}.s3{fill:var(--series-3)}.s4{fill:var(--series-4)}.s5{fill:var(--series-5)}
    .pale{fill-opacity:.35}
    .area{fill-opacity:.16}
    .legend{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;margin:-4px 0 8px;padding:0;font-size:13px}
    .legend li{display:flex;gap:7px;align-items:center}
    .data{margin-top:10px;font-size:14px}
    .data summary{cursor:pointer;color:var(--quiet);display:inline-block;padding:3px 0}
    .data .scroll{max-height:320px;overflow:auto}

    """

  /// Phones, paper, and forced colours.
  private static let small = """
    @media (max-width:720px){
    main{padding:20px 14px 48px}
    :root{--pad:16px;--gap:12px;--control:42px}
    h1{font-size:23px}
    .bar .inner{flex-wrap:wrap;gap:0 8px;padding:0 14px;min-height:52px}
    .brand{flex:1;max-width:none}
    .pages{order:3;flex:1 0 100%;margin:0 -14px;padding:0 10px}
    .pages:empty{display:none}
    .pages a,.menu summary{padding:9px 12px}
    .who{max-width:13ch}
    .tools:has(.search) h2{flex:1 0 100%}
    .search{flex:1;margin-left:0}
    .search input{width:100%}
    .search .button{position:absolute;clip-path:inset(50%)}
    .filter .field{flex:1 1 140px}
    .filter .buttons{flex:1 0 100%;padding:0}
    .filter .buttons .button,.inputs .buttons .button{flex:1}
    th,td{padding:10px 12px;max-width:34ch}
    table{width:max-content;min-width:100%}
    .card>dl{grid-template-columns:1fr;gap:9px}
    .card>dl>div{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,3fr);gap:12px}
    .table tbody th:first-child,.table thead th:first-child{position:sticky;left:0;background:var(--paper);z-index:1;max-width:46vw;box-shadow:1px 0 0 var(--line)}
    .metrics{grid-template-columns:1fr;gap:8px}
    .metric{display:flex;gap:16px;align-items:baseline;justify-content:space-between;padding:11px var(--pad)}
    .metric .value{font-size:19px}
    .category.wide{display:none}
    .pager nav{flex:1 0 100%}
    .pager nav .button{flex:1}
    .button.small{min-height:34px}
    }
    @media (max-width:720px) and (hover:none){input:not([type=checkbox]),select,textarea{font-size:16px}}
    @media print{.bar,.filter,.tools form,.tools .button,.pager nav,.actions,.skip{display:none}body{background:none}.card{border:0;padding:0;box-shadow:none}}
    @media (forced-colors:active){.badge,.notice,.button{border:1px solid}.arrow{background:CanvasText}}

    """
}
