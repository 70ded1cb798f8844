/// Following the trail: the page fetches itself and takes over the rows that are new, unless somebody is reading one.

enum AuditScript {
  static let following: HTML = #"""
    const trail = document.getElementById("trail"), said = document.getElementById("following")
    const first = (node) => node.querySelector("tbody tr time")?.dateTime ?? ""
    const isRead = () => trail.querySelector("details[open]") || trail.contains(document.activeElement)
    let newest = first(trail), failures = 0
    const look = async () => {
      if (document.hidden || isRead()) return
      try {
        const answer = await fetch(location.href, { headers: { accept: "text/html" } })
        if (!answer.ok || answer.redirected) throw new Error(answer.status)
        const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("trail")
        const fresh = [...page.querySelectorAll("tbody tr")].filter((row) => row.querySelector("time")?.dateTime > newest)
        if (isRead()) return
        for (const row of fresh) row.classList.add("fresh")
        trail.replaceChildren(...page.childNodes)
        if (fresh.length) said.textContent = fresh.length === 1 ? "One new event." : `${fresh.length} new events.`
        newest = first(trail)
        failures = 0
      } catch {
        if (++failures > 2) said.textContent = "The server does not answer, or you are signed out. Reload the page."
      }
    }
    setInterval(look, 2000)
    """#
}
