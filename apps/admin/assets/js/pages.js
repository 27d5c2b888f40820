// The navigation of older browsers, and what changes by itself.

// Where a stylesheet cannot hold the navigation open at a desk.
if (!CSS.supports("selector(::details-content)")) {
  const wide = matchMedia("(min-width: 62rem)");
  const fold = document.querySelector(".side details");
  const follow = () => {
    if (fold) fold.open = wide.matches;
  };
  wide.addEventListener("change", follow);
  follow();
}

/** A part that says `data-follows` is fetched again until the page stops saying so. */
const follow = async (part) => {
  const response = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!response.ok) return false;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.getElementById(part.id);
  if (!fresh) return false;
  part.replaceWith(document.adoptNode(fresh));
  if (!fresh.hasAttribute("data-follows")) announce(fresh.querySelector("[data-outcome]")?.textContent.trim() ?? "");
  return fresh.hasAttribute("data-follows") ? fresh : null;
};

const following = async (part) => {
  let next = part;
  while (next) {
    await new Promise((done) => setTimeout(done, document.hidden ? 6000 : 1200));
    try {
      const now = await follow(next);
      next = now === false ? next : now;
    } catch {
      // The next round tries again.
    }
  }
};

for (const part of document.querySelectorAll("[data-follows]")) following(part);
