/* Calls: what the pane asks of the preview, with the token that only this page was given. */
const {token} = document.getElementById("writing").dataset;

/* The answer to a call; one that was refused is an error with the reason in words. */
export async function call(name, {method = "GET", query = {}, body} = {}) {
  const isData = body !== undefined && !(body instanceof Blob);
  let answer;
  try {
    answer = await fetch(`writing/${name}?${new URLSearchParams(query)}`, {
      method,
      headers: {"X-Makebook-Token": token, ...(isData && {"Content-Type": "application/json"})},
      body: isData ? JSON.stringify(body) : body,
    });
  } catch {
    throw new Error("The preview does not answer. Look at the terminal that it was started in.");
  }
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  const given = isJson ? await answer.json() : {why: await answer.text()};
  if (answer.status === 409) return {conflict: given};
  if (!answer.ok) throw new Error(given.why);
  return given;
}
