/**
 * About how many tokens a text takes. It errs upwards, so that what is judged to fit does fit: tokenizers of today take
 * about four ASCII characters of English and somewhat over three of code as one token, and up to one for each
 * character of other scripts.
 */
export function estimateTokens(text: string): number {
  let sevenths = 0;
  for (let index = 0; index < text.length; index++) sevenths += text.charCodeAt(index) < 128 ? 2 : 7;
  return Math.ceil(sevenths / 7);
}
