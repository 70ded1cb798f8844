import AppSpec

/// The console's own rules over the design tokens that it shares with the apps.
enum Stylesheet {
  static let all = DesignTokens.stylesheet + console + trust

  /// For a page that brings its styles along; nothing in them ends the element.
  static let inlined = HTML(markup: all)

  static let console = """
    *, *::before, *::after { box-sizing: border-box; }
    html { font: 100%/1.5 var(--font); color: var(--ink); background: var(--ground); }
    body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; }
    h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; letter-spacing: -.01em; }
    h1, h2, .place { overflow-wrap: anywhere; min-width: 0; }
    h2 { font-size: 1.0625rem; margin: 2rem 0 .5rem; }
    p { margin: 0 0 .75rem; max-width: 42rem; }
    a { color: var(--accent); text-underline-offset: .15em; }
    :focus-visible, input:is([type=date], [type=time]):focus-within { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
    code, pre, textarea.spec { font-family: var(--mono); font-size: .875rem; }
    .skip { position: absolute; left: -99rem; }
    .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem 1rem; z-index: 1; }
    .bar { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; padding: .75rem 1.25rem;
      background: var(--paper); border-bottom: 1px solid var(--line); }
    .mark { font-weight: 650; color: var(--ink); text-decoration: none; letter-spacing: -.01em; }
    .place { color: var(--ink); text-decoration: none; }
    .place::before { content: "/"; content: "/" / ""; color: var(--quiet); margin-right: 1rem; }
    .self { margin-left: auto; display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center;
      font-size: .875rem; }
    .self form { margin: 0; }
    .tabs { display: flex; gap: 1.25rem; padding: 0 1.25rem; background: var(--paper);
      border-bottom: 1px solid var(--line); overflow-x: auto; }
    .tabs a { padding: .625rem 0; color: var(--quiet); text-decoration: none; border-bottom: 2px solid transparent; }
    .tabs a[aria-current] { color: var(--ink); border-color: var(--accent); }
    main { flex: 1; width: 100%; max-width: 68rem; margin: 0 auto; padding: 1.75rem 1.25rem 3rem; outline: none; }
    main.narrow, .narrow { max-width: 28rem; margin-left: auto; margin-right: auto; }
    footer { padding: 1rem 1.25rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .8125rem; }
    footer p { margin: 0 auto; max-width: 65.5rem; }
    .quiet, .hint { color: var(--quiet); }
    .hint { font-size: .875rem; }
    .card { background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius); padding: 1.25rem;
      margin: 0 0 1rem; }
    .empty { text-align: center; padding: 2.5rem 1.25rem; }
    .empty p { margin-left: auto; margin-right: auto; }
    .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: 1rem;
      padding: 0; list-style: none; margin: 1rem 0; }
    .grid .card { margin: 0; height: 100%; }
    .grid h2 { margin: 0 0 .25rem; }
    .dense { grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); gap: .625rem; }
    .dense .card { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-content: center; align-items: center;
      gap: .125rem .75rem; padding: .625rem .875rem; }
    .dense h2 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; }
    .dense .hint { margin: 0; }
    .dense .row { grid-column: 2; grid-row: 1 / span 2; flex-wrap: nowrap; gap: .375rem; margin: 0; }
    .dense .button { min-height: 0; padding: .375rem .625rem; font-size: .875rem; }
    .head { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: start; justify-content: space-between;
      margin-bottom: 1rem; }
    .row { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: end; }
    .row > * { margin: 0; }
    .search { margin: 0 0 1rem; }
    .more { margin: 1rem 0; }
    .filter { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .75rem; align-items: end; }
    .filter button { justify-self: start; }
    .when { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: .375rem; }
    .choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: .75rem;
      padding: 0; margin: 0 0 1.25rem; list-style: none; }
    .choices .card { display: flex; flex-direction: column; gap: .125rem; height: 100%; margin: 0; padding: .75rem 1rem;
      color: inherit; text-decoration: none; font-size: .875rem; }
    .choices .card:hover { border-color: var(--edge); }
    .choices .card[aria-current] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
    .bench { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem; }
    main.writing { max-width: 84rem; }
    .bench textarea.spec, .bench .CodeMirror { height: max(24rem, 58vh); font: .875rem/1.5 var(--mono); }
    #preview { display: flex; flex-direction: column; min-width: 0; }
    #preview[hidden] { display: none; }
    #preview .frames { position: relative; flex: 1; min-height: max(24rem, 58vh); border: 1px solid var(--edge);
      border-radius: .375rem; overflow: hidden; background: var(--paper); }
    @media (min-width: 70rem) {
      main.beside:has(#preview:not([hidden])) { max-width: 120rem; }
      .bench:has(#preview:not([hidden])) { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
    }
    @media (min-width: 70rem) and (scripting: enabled) {
      main.beside { max-width: 120rem; }
      main.beside:has(#preview[hidden]:not(.auto)) { max-width: 84rem; }
      .bench:has(#preview.auto) { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
      #preview.auto { display: flex; }
    }
    .standing { list-style: none; padding: 0; margin: 0 0 1rem; min-height: 1.5rem; font-size: .875rem; }
    .row .field { margin: 0; }
    .row > .problem { flex-basis: 100%; }
    .problem { color: var(--bad); font-size: .875rem; max-width: none; }
    .row + .hint { margin: .75rem 0 0; }
    .notice .row { margin-top: .5rem; }
    .notice .row form { margin: 0; }
    .danger { border-color: var(--bad); }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-size: .9375rem; background: var(--paper);
      border: 1px solid var(--line); }
    th, td { text-align: left; padding: .5rem .75rem; border-bottom: 1px solid var(--line); vertical-align: top; }
    th { font-size: .8125rem; font-weight: 600; color: var(--quiet); white-space: nowrap; }
    tr:has(> td form) > td { vertical-align: middle; }
    td.act { text-align: right; white-space: nowrap; }
    td.act > * + form { margin-left: .5rem; }
    td.act form { display: inline-block; margin-bottom: 0; }
    .sure summary { list-style: none; cursor: pointer; }
    .act .sure { display: inline-block; vertical-align: top; }
    td.act > * + .sure { margin-left: .5rem; }
    td.act form.noted { display: inline-flex; gap: .375rem; }
    td.act .noted button { flex: none; white-space: nowrap; overflow-wrap: normal; }
    .act .sure[open] form.noted { display: flex; justify-content: flex-end; }
    .sure[open] form { display: block; margin-top: .5rem; white-space: normal; }
    .sure[open] button { overflow-wrap: anywhere; white-space: normal; }
    td form { display: inline-flex; gap: .375rem; margin: 0; }
    td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .balance strong { font-size: 2rem; font-weight: 650; font-variant-numeric: tabular-nums; }
    time { white-space: nowrap; font-variant-numeric: tabular-nums; }
    label { display: block; font-size: .875rem; font-weight: 550; margin: 0 0 .25rem; }
    .field { margin: 0 0 1rem; }
    input, select, textarea { font: inherit; color: inherit; background: var(--ground); width: 100%;
      border: 1px solid var(--edge); border-radius: .375rem; padding: .5rem .625rem; min-height: 2.5rem; }
    input:not([type=checkbox], [type=radio]), select { height: 2.625rem; }
    td input, td select, .row input, .row select { width: auto; max-width: 100%; }
    input[type=color], .row input[type=color] { width: 5rem; padding: .25rem; cursor: pointer; }
    .card .row + form, .card .row + details { margin-top: 1rem; }
    input[aria-invalid=true], textarea[aria-invalid=true] { border-color: var(--bad); }
    textarea.spec { min-height: 24rem; white-space: pre; overflow: auto; tab-size: 2; }
    button, .button { font: inherit; font-weight: 550; cursor: pointer; display: inline-block; text-decoration: none;
      padding: .5rem .875rem; min-height: 2.5rem; border-radius: .375rem; border: 1px solid var(--accent);
      background: var(--accent); color: var(--accent-ink); }
    button.plain, .button.plain { background: transparent; color: var(--ink); border-color: var(--edge); }
    .button.plain.lead { color: var(--accent); }
    button.bad, .button.bad { background: transparent; color: var(--bad); border-color: var(--bad); }
    button.link { background: none; border: 0; padding: 0; min-height: 0; color: var(--accent); font-weight: 400;
      text-decoration: underline; text-underline-offset: .15em; }
    .notice { margin: 0 0 1rem; padding: .75rem 1rem; border-radius: .375rem; border: 1px solid var(--line);
      border-left-width: 4px;
      background: var(--paper); max-width: none; }
    .notice.good { border-left-color: var(--good); }
    .notice.bad { border-left-color: var(--bad); }
    .notice.info { border-left-color: var(--accent); }
    .tag { display: inline-block; font-size: .75rem; font-weight: 600; padding: .0625rem .5rem; border-radius: 1rem;
      border: 1px solid var(--line); color: var(--quiet); white-space: nowrap; }
    .tag.good { color: var(--good); border-color: currentColor; }
    .tag.bad { color: var(--bad); border-color: currentColor; }
    .findings { list-style: none; padding: 0; margin: 0 0 1rem; }
    .findings li { padding: .5rem .75rem; border: 1px solid var(--line); border-left: 4px solid var(--bad);
      background: var(--paper); margin-bottom: .375rem; overflow-wrap: anywhere; }
    .findings li.warning { border-left-color: var(--warning); }
    .access { margin: 0 0 1rem; padding: 0; list-style: none; }
    .access li { padding: .375rem .75rem; border-left: 4px solid var(--warning); background: var(--paper);
      margin-bottom: .25rem; overflow-wrap: anywhere; }
    .access.more li { border-left-color: var(--bad); }
    .access.less li { border-left-color: var(--good); }
    .diff { font: .8125rem/1.5 var(--mono); }
    .diff td { border: 0; padding: 0 .75rem; white-space: pre; }
    .diff td.sign { width: 2rem; padding-right: 0; user-select: none; }
    .diff .where { font-family: var(--font); background: var(--ground); }
    .diff .removed td { background: color-mix(in srgb, var(--bad) 14%, var(--paper)); }
    .diff .added td { background: color-mix(in srgb, var(--good) 14%, var(--paper)); }
    .compare select { max-width: 20rem; }
    .compare .field { margin: 0; }
    .access + h3, h2 + h3 { font-size: 1rem; margin: 1rem 0 .5rem; }
    .secret { display: block; padding: .75rem; border: 1px dashed var(--edge); border-radius: .375rem;
      overflow-wrap: anywhere; user-select: all; background: var(--ground); margin: 0 0 .75rem; }
    .detail { display: none; }
    tr:has(details[open]) + .detail { display: table-row; }
    .trail tr:has(details[open]) > td { border-bottom-color: transparent; }
    @supports not selector(:has(a)) { .detail { display: table-row; } }
    .detail dl.facts { display: block; columns: 2; column-gap: 2.5rem; font-size: .875rem; margin: 0; }
    .detail dl.facts > div { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: 0 .75rem; padding: .125rem 0;
      break-inside: avoid; }
    dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 0 1rem; }
    dl.facts dt { color: var(--quiet); }
    dl.facts dd { margin: 0; overflow-wrap: anywhere; }
    .event summary { cursor: pointer; }
    .fresh { animation: fresh 4s ease-out; }
    @keyframes fresh { from { background: var(--accent-soft); } }
    @media (prefers-reduced-motion: reduce) { .fresh { animation: none; box-shadow: inset 3px 0 var(--accent); } }
    .brief { display: none; }
    \(blocks)
    """

  /// On a phone a table's row is a block: what leads it, then a line for each cell, with its head where it says nothing by
  /// itself (`data-head`). Texts that only make sense side by side, as differences do, scroll.
  private static let blocks = """
    @media (max-width: 40rem) {
      .bar { flex-wrap: nowrap; padding: .5rem 1.25rem; }
      .place { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .place::before { margin-right: .75rem; }
      .roomy { display: none; }
      .brief { display: inline; }
      .tabs { flex-wrap: wrap; gap: 0 .5rem; justify-content: space-between; font-size: .875rem; }
      .tabs a { padding: .5rem 0; }
      pre.scroll { white-space: pre-wrap; overflow-wrap: anywhere; }
      table:not(.diff), table:not(.diff) :is(tbody, tr, td) { display: block; }
      table:not(.diff) thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      table:not(.diff) tr { padding: .625rem .75rem; border-bottom: 1px solid var(--line); }
      table:not(.diff) tr:last-child { border-bottom: 0; }
      table:not(.diff) td { padding: .0625rem 0; border: 0; overflow-wrap: anywhere; text-align: left; }
      table:not(.diff) td:first-child { font-weight: 550; }
      table:not(.diff) td:empty { display: none; }
      td[data-head]::before { content: attr(data-head) " "; color: var(--quiet); font-size: .875rem; font-weight: 400; }
      td.act { white-space: normal; margin-top: .375rem; }
      td.act > * + form { margin-left: .25rem; }
      td form { flex-wrap: wrap; }
      table.trail tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .75rem; }
      table.trail td { grid-column: 1 / -1; }
      table.trail td:first-child { grid-area: 1 / 1; font-weight: 400; color: var(--quiet); }
      table.trail td:nth-child(5) { grid-area: 1 / 2; }
      table.trail td:nth-child(3) { grid-row: 2; font-weight: 550; }
      table.trail tr:has(details[open]) { border-bottom: 0; padding-bottom: 0; }
      table.trail .detail { display: none; padding-top: .25rem; }
      table.trail tr:has(details[open]) + .detail { display: block; }
      table.trail .detail td:first-child { color: inherit; }
      .detail dl.facts { columns: 1; }
      .detail dl.facts > div { grid-template-columns: 6.75rem minmax(0, 1fr); }
      td.act form.noted { display: flex; flex-wrap: nowrap; margin: .375rem 0 0; }
      td.act .noted input { flex: 1; width: 0; }
      .act .sure[open] { display: block; margin: .375rem 0 0; }
      .filter { grid-template-columns: repeat(2, minmax(0, 1fr)); }
      .filter > :first-child, .when { grid-column: 1 / -1; }
    }
    """
}
