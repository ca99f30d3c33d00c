/** Letters of any script, and nothing else. */
export const isLetters = (text: string): boolean => /^\p{L}+$/u.test(text);
export const isDigits = (text: string): boolean => /^[0-9]+$/.test(text);
export const isUpper = (text: string): boolean => text === text.toUpperCase();
export const isLower = (text: string): boolean => text === text.toLowerCase();
