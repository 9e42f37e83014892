package dog.rebe.sandbox.preview;

/** How the page looks: on a phone and on a desk, by day and by night. */
final class PreviewStyle {

  static final String CSS =
      """
      :root { color-scheme: light dark; --ink: #1d2329; --faint: #5d6975; --paper: #f4f5f7;
        --card: #ffffff; --line: #d9dee3; --red: #a3261c; --red-bg: #fdecea; --green: #1c6b33;
        --green-bg: #e9f6ec; --amber: #7a4d00; --amber-bg: #fff4de; --blue: #1d4e89; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e6e9ec; --faint: #9aa5b1; --paper: #14181c; --card: #1d2329;
          --line: #333b44; --red: #ff9d92; --red-bg: #3a1c1a; --green: #8fd9a3;
          --green-bg: #18301f; --amber: #f2c572; --amber-bg: #33280f; --blue: #9cc4f5; } }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--paper); color: var(--ink);
        font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
      main { max-width: 46rem; margin: 0 auto; padding: 1rem; }
      h1 { font-size: 1.5rem; margin: .5rem 0; }
      h2 { font-size: 1rem; margin: 0 0 .5rem; color: var(--faint); font-weight: 600; }
      h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
      code, pre { font-family: ui-monospace, monospace; font-size: .875rem; }
      .command { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
        padding: .5rem .75rem; }
      .command code { display: block; }
      .card > h3:first-child { margin-top: 0; }
      .faint { color: var(--faint); }
      .fold { font-weight: 600; }
      .card { background: var(--card); border: 1px solid var(--line);
        border-top: 4px solid var(--blue); border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
      .card.warned { border-top-color: var(--amber); }
      .card.failed { border-top-color: var(--red); }
      .sentence { font-size: 1.25rem; line-height: 1.4; margin: .25rem 0 .75rem; }
      .warn { background: var(--amber-bg); color: var(--amber); border-radius: .5rem;
        padding: .5rem .75rem; }
      .how { color: var(--faint); margin: .5rem 0; }
      ul { margin: .25rem 0; padding-left: 1.25rem; }
      ul.changes { list-style: none; padding: 0; }
      ul.changes > li { border-top: 1px solid var(--line); padding: .5rem 0; }
      .verb { font-size: .75rem; font-weight: 700; border-radius: .25rem; padding: .1rem .4rem;
        background: var(--paper); color: var(--blue); }
      .deleted .verb, .del { background: var(--red-bg); color: var(--red); }
      .created .verb, .ins { background: var(--green-bg); color: var(--green); }
      pre { margin: .5rem 0 0; padding: .5rem; border: 1px solid var(--line);
        border-radius: .5rem; overflow-x: auto; overflow-wrap: normal; }
      pre span { display: inline-block; min-width: 100%; }
      .digest { word-break: break-all; }
      summary { cursor: pointer; color: var(--faint); }
      """;

  private PreviewStyle() {}
}
