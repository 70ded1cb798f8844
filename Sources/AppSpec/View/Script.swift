/// What JavaScript adds where there is some: nothing depends on it.
enum Script {
  static let text = """
    (() => {
      "use strict";
      const one = (selector, root = document) => root.querySelector(selector);
      // In a frame of another site, as a preview is, there may be no storage: then nothing is remembered.
      let store = { getItem() {}, setItem() {}, removeItem() {} };
      try { store = window.sessionStorage; } catch { }

      // Stay where one was: scroll position across sorting and paging, focus across a filter's own reload.
      const place = "place:" + location.pathname;
      document.addEventListener("click", (event) => {
        if (event.target.closest("a[data-keep]")) store.setItem(place, JSON.stringify({ y: scrollY }));
      });
      const kept = JSON.parse(store.getItem(place) || "null");
      if (kept) {
        store.removeItem(place);
        scrollTo(0, kept.y);
        const field = kept.id && document.getElementById(kept.id);
        if (field) field.focus({ preventScroll: true });
      }

      // A filter's lists apply at once; what is typed waits for Enter or the button.
      document.addEventListener("change", (event) => {
        const form = event.target.closest("form[data-filter]");
        if (!form || event.target.tagName !== "SELECT") return;
        store.setItem(place, JSON.stringify({ y: scrollY, id: event.target.id }));
        form.requestSubmit();
      });

      // Menus close on Escape and on a click beside them.
      const close = (except) => document.querySelectorAll("details.menu[open]").forEach((menu) => {
        if (menu !== except) menu.open = false;
      });
      document.addEventListener("click", (event) => close(event.target.closest("details.menu")));
      document.addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
          const menu = one("details.menu[open]");
          if (menu) { menu.open = false; one("summary", menu).focus(); }
        }
        const typing = event.target.closest("input, select, textarea, dialog");
        const search = one("input[data-search]");
        if (event.key === "/" && !typing && search && !event.ctrlKey && !event.metaKey && !event.altKey) {
          event.preventDefault();
          search.focus();
          search.select();
        }
      });

      // One submission for one form.
      document.addEventListener("submit", (event) => {
        const form = event.target;
        if (form.method !== "post" || event.defaultPrevented) return;
        if (form.dataset.sent) return event.preventDefault();
        if (event.submitter && "ask" in event.submitter.dataset && window.HTMLDialogElement) return ask(event);
        form.dataset.sent = "1";
      });
      addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => {
        delete form.dataset.sent;
      }));

      // A question opens over the page. If anything is unusual, the browser goes to its page instead.
      async function ask(event) {
        event.preventDefault();
        const { target: form, submitter } = event;
        const go = () => {
          delete submitter.dataset.ask;
          form.requestSubmit(submitter);
        };
        try {
          const body = new URLSearchParams(new FormData(form, submitter));
          // Without a formaction of its own, a button's property names this page, not where its form goes.
          const action = submitter.hasAttribute("formaction") ? submitter.formAction : form.action;
          const response = await fetch(action, { method: "POST", body, redirect: "manual", headers: { Accept: "text/html" } });
          const page = response.ok && new DOMParser().parseFromString(await response.text(), "text/html");
          const question = page && one(".ask", page);
          if (!question) return go();
          const dialog = document.createElement("dialog");
          dialog.setAttribute("aria-labelledby", "ask-title");
          dialog.append(document.adoptNode(question));
          document.body.append(dialog);
          dialog.addEventListener("close", () => { dialog.remove(); submitter.focus(); });
          one("[data-cancel]", dialog).addEventListener("click", (click) => {
            click.preventDefault();
            dialog.close();
          });
          dialog.showModal();
        } catch (error) {
          go();
        }
      }

      // Documents are made by a module of their own, where a page has one.
      for (const place of document.querySelectorAll("[data-document]")) {
        import(place.dataset.module).then((module) => module.offer(place), () => {
          one("[role=alert]", place).textContent = "What makes the PDF could not be loaded. Reload the page to try again.";
        });
      }

      const errors = one(".errors");
      if (errors) errors.focus();
    })();
    """
}
