// Put every note beside the line that calls it, where the screen is wide enough. Without this, or
// on a narrow screen, the notes stand together behind the text.

const wide = window.matchMedia("screen and (min-width: 72rem)");
const notes = [...document.querySelectorAll(".apparatus .note")];
const callOf = (note) =>
  document.getElementById(decodeURIComponent(note.querySelector(".number").hash.slice(1)));

function place() {
  document.body.classList.toggle("beside", wide.matches);
  const top = document.body.getBoundingClientRect().top;
  let free = 0;
  for (const note of notes) {
    const call = callOf(note);
    note.style.top = "";
    if (!wide.matches || !call) continue;
    const wanted = call.getBoundingClientRect().top - top;
    const at = Math.max(wanted, free);
    note.style.top = `${at}px`;
    free = at + note.offsetHeight + 8;
  }
}

wide.addEventListener("change", place);
window.addEventListener("resize", place);
window.addEventListener("load", place);
document.fonts?.ready.then(place);
