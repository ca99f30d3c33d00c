/** What only programs, logs and data look like. Each is bounded, so that a line of any length is looked at once. */
const signs: readonly RegExp[] = [
  /[;{]\s{0,9}$/,
  /^\s{0,40}[}\])]+[;,]?\s{0,9}$/,
  /^\s{0,40}[{[]\s{0,9}(?:"|'|\{|\[|\}|\])/,
  /=>|===|!==|&&|\|\||::\w|\$\{|<\/\w/,
  /^\s{0,40}(?:import|export|const|let|var|function|def|class|return|async|await|public|private|func|fn)\s[^.!?]{0,80}[(={;:]/,
  /^\s{0,40}at\s\S{1,200}\s?\(?\S{1,300}:\d{1,7}:\d{1,7}\)?$/,
  /^(?:diff --git|index [0-9a-f]{7}|@@ -\d|\+\+\+ |--- [ab]\/)/,
  /^\s{0,20}[$%#]\s+(?:\.\/|[a-z][\w-]{0,30}\s)/,
];

export const isCode = (line: string): boolean => signs.some((sign) => sign.test(line));
