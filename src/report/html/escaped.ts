/** Text for an HTML page, in an element or an attribute. */
export const escaped = (s: string): string => s.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
