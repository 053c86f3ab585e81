// The colour scheme a person chose on this device: "auto" (the default), "light" or "dark".
const KEY = "samtavle.scheme";

export function chosen() {
  try {
    return localStorage.getItem(KEY) ?? "auto";
  } catch {
    return "auto"; // storage is forbidden in some private windows
  }
}

export function choose(scheme) {
  try {
    localStorage.setItem(KEY, scheme);
  } catch {
    // then it lasts as long as the page
  }
  apply(scheme);
}

export function apply(scheme) {
  document.documentElement.dataset.colorScheme = scheme;
}
