// Elements made from text: nothing a file contains is ever parsed as HTML.

/** An element with properties, listeners under "on", attributes under "attr", and children. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === 'on') {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (key === 'attr') {
      for (const [attribute, text] of Object.entries(value)) element.setAttribute(attribute, text);
    } else if (value !== undefined) {
      element[key] = value;
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const byId = (id) => document.getElementById(id);

// Control characters, and those that reorder or hide text.
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** Text of a file, with characters that cannot be seen as escapes. */
export function visible(text) {
  return String(text).replace(INVISIBLE, (c) => `\\u{${c.codePointAt(0).toString(16)}}`);
}

/** Text of at most a number of characters, shortened in the middle. */
export function shortened(text, most) {
  const all = [...visible(text)];
  if (all.length <= most) return all.join('');
  const head = Math.ceil((most - 1) / 2);
  return all.slice(0, head).join('') + '…' + all.slice(all.length - (most - 1 - head)).join('');
}

/** A number with its digits in groups of three; preparing Intl for that takes longer than making all rows on screen. */
export const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

export function plural(count, noun) {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A link to what the code of a finding means. */
export function helpLink(code) {
  return el('a', { href: `help/${encodeURIComponent(code)}`, target: '_blank', rel: 'noopener', className: 'helpLink', textContent: '?', title: `What ${code} means`, attr: { 'aria-label': `What ${code} means` } });
}

let spokenAt = 0;
let pending;

/** Speaks a summary, at most one each five seconds; a later one replaces one that waits. */
export function speak(text) {
  clearTimeout(pending);
  const wait = Math.max(0, spokenAt + 5000 - Date.now());
  pending = setTimeout(() => {
    spokenAt = Date.now();
    byId('status').textContent = text;
  }, wait);
}

/** Settings that outlive the page, if there is storage. */
export const settings = {
  get(name) {
    try {
      return localStorage.getItem('sluice.' + name);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem('sluice.' + name, value);
    } catch {
      // the setting lasts as long as the page
    }
  },
};
