// data-prints opens the browser's own print window.
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-prints]")) print();
});
