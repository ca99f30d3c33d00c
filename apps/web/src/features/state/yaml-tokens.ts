export interface Token {
  text: string;
  kind: 'key' | 'string' | 'number' | 'word' | 'mark' | 'comment' | 'plain';
}

const entry = /^(\s*)((?:- )*)("(?:[^"\\]|\\.)*"|[\w.-]+)(:)(\s.*|)$/;
const item = /^(\s*)((?:- )+)(.*)$/;

/** One line of canonical YAML (or indented JSON) as coloured pieces. Good enough to read; it never fails. */
export function yamlTokens(line: string): Token[] {
  if (/^\s*#/.test(line)) return [{ text: line, kind: 'comment' }];
  const found = entry.exec(line);
  if (found !== null) {
    const [, indent = '', dashes = '', key = '', colon = '', value = ''] = found;
    return tidy([plain(indent), mark(dashes), { text: key, kind: 'key' }, mark(colon), valueToken(value)]);
  }
  const listed = item.exec(line);
  if (listed !== null) {
    const [, indent = '', dashes = '', value = ''] = listed;
    return tidy([plain(indent), mark(dashes), valueToken(value)]);
  }
  return tidy([valueToken(line)]);
}

const plain = (text: string): Token => ({ text, kind: 'plain' });
const mark = (text: string): Token => ({ text, kind: 'mark' });
const tidy = (tokens: Token[]): Token[] => tokens.filter((token) => token.text !== '');

function valueToken(text: string): Token {
  const value = text.trim().replace(/,$/, '');
  if (/^["'].*["']$/.test(value)) return { text, kind: 'string' };
  if (/^-?\d+(\.\d+)?$/.test(value)) return { text, kind: 'number' };
  if (/^(true|false|null|~|\[\]|\{\})$/.test(value)) return { text, kind: 'word' };
  if (/^[[\]{}|>-]*$/.test(value)) return { text, kind: 'mark' };
  return { text, kind: 'string' };
}
