// Sentences that scripts say, in the page's language; templates/_words.html holds them.
export const words = document.getElementById("words")?.dataset ?? {};
