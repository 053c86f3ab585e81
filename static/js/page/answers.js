// An answer may come after the page's own news has taken away what was pressed, and htmx would drop it whole.
// What was done is still told: the answer's parts find their places; what had no other place goes to its like, or nowhere.
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.request.method === "GET" || ctx.target?.isConnected !== false) return;
  const like = ctx.target.id && document.getElementById(ctx.target.id);
  ctx.target = like || document.body;
  if (!like) ctx.swap = "none";
});
