import { AppError } from '@overmind/contracts/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseState, serializeState } from './serialize.ts';
import { empty, refusal } from './test-support/documents.ts';

describe('what is not plain data', () => {
  const yaml = serializeState(empty, 'yaml');
  it.each([
    ['aliases', `${yaml.replace('specs: []', 'specs: &a []').replace('risks: []', 'risks: *a')}`, 'Anchors'],
    ['an alias alone', yaml.replace('risks: []', 'risks: *a'), 'Aliases'],
    ['custom tags', yaml.replace('risks: []', 'risks: !!js/function []'), 'Tags'],
    ['merge keys', `${yaml}<<: {}\n`, 'Merge keys'],
    ['duplicate keys', `${yaml}notes: again\n`, '"notes" is given twice'],
    ['several documents', `${yaml}---\na: 1\n`, 'one document'],
    ['directives', `%YAML 1.1\n---\n${yaml}`, 'Directives'],
    ['an explicit list as a key', `? [a]\n: 1\n${yaml}`, 'plain text'],
    ['an empty text', '', 'empty'],
    ['broken text', 'a: "b', 'not YAML'],
    ['deep flow nesting', `a: ${'['.repeat(200)}${']'.repeat(200)}`, 'deeper than 64'],
    ['deep block nesting', `${'- '.repeat(200)}a`, 'deeper than 64'],
    [
      'deep maps',
      Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      'deeper than 64',
    ],
  ])('is refused in YAML: %s', (_name, content, message) => {
    expect(refusal(content, 'yaml').message).toContain(message);
  });

  it.each([
    ['duplicate keys', '{"notes": "a", "no\\u0074es": "b"}', '"notes" is given twice'],
    ['deep nesting', `${'['.repeat(500_000)}${']'.repeat(500_000)}`, 'deeper than 64'],
    ['broken text', '{"a": ', 'not JSON'],
    ['a prototype key', JSON.stringify(empty).replace('{', '{"__proto__": {},'), 'form it must have'],
  ])('is refused in JSON: %s', (_name, content, message) => {
    expect(refusal(content, 'json').message).toContain(message);
  });

  it.each([
    ['a NUL', `a: 1\nb: \0`, 'Line 2: Text cannot hold NUL'],
    ['half a surrogate pair', 'a: \uD800', 'half a surrogate pair'],
    ['an anchor on a later line', 'a: 1\n\nb:\n  - &x 1', 'Line 4: Anchors'],
    ['a flow alias on a later line', 'a: {\n"b": 1,\nc: [2, *x]}', 'Line 3: Aliases'],
    ['a second document', 'a: 1\n---\nb: 2', 'Line 2: Give one document'],
    ['a directive', '%YAML 1.1\n---\na: 1', 'Line 1: Directives'],
    ['a tab that indents', 'a:\n\tb: 1', 'Line 2'],
  ])('is refused with the line it stands on: %s', (_name, content, message) => {
    expect(refusal(content, 'yaml').message).toContain(message);
  });

  it.each([
    ['an endless number', 'total: 0', 'total: 1e999'],
    ['a number as a text', 'name: Shop', 'name: 12'],
    ['a number of a million digits', 'total: 0', `total: ${'9'.repeat(1_000_000)}`],
    ['binary data', 'name: Shop', 'name: !!binary aGk='],
  ])('is refused as a value: %s', (_name, was, becomes) => {
    expect(refusal(yaml.replace(was, becomes), 'yaml').code).toBe('invalid');
  });

  it('may stand in a text as words', () => {
    const content = yaml
      .replace("notes: ''", 'notes: "*a &b !c << %d"')
      .replace('notes: ""', 'notes: "*a &b !c << %d"');
    expect(parseState(content, 'yaml').notes).toBe('*a &b !c << %d');
  });
});

describe('texts made of what YAML and JSON are made of', () => {
  const shard = fc.constantFrom(
    ...['&a ', '*a', '!!map ', '!x ', '<<: ', '? ', '- ', '---\n', '...\n', '%TAG ! a\n', '{', '}', '[', ']'],
    ...[
      ', ',
      ': ',
      '"',
      "'",
      '|\n ',
      '>-\n  ',
      '#c\n',
      '\n',
      '  ',
      '\t',
      '\\',
      '\0',
      '\uFEFF',
      '\uD800',
      '\x1f',
    ],
    ...['\u2028', 'notes', 'project', 'a', '1e999', '__proto__', 'null', '~', '0x', '\\u0000', '`', '@'],
  );
  const salad = fc.array(shard, { maxLength: 300 }).map((shards) => shards.join(''));
  const yaml = serializeState(empty, 'yaml');

  it.each(['yaml', 'json'] as const)('are refused in words or read as a document: %s', (format) => {
    const check = (text: string) => {
      try {
        parseState(text, format);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect((error as AppError).code).toBe('invalid');
      }
    };
    fc.assert(fc.property(salad, check), { numRuns: 2_000 });
    const spliced = fc
      .tuple(fc.nat(yaml.length), salad)
      .map(([at, text]) => yaml.slice(0, at) + text + yaml.slice(at));
    fc.assert(fc.property(spliced, check), { numRuns: 500 });
  });
});

describe('hostile texts of 1 MiB', () => {
  const size = 1024 * 1024 - 64;
  const repeated = (unit: string) => unit.repeat(Math.floor(size / unit.length));
  const keys = (separator: string) =>
    Array.from({ length: 70_000 }, (_, index) => `k${index}: 1`).join(separator);
  it.each([
    ['opening brackets', repeated('[')],
    ['opening braces', repeated('{a: ')],
    ['dashes', repeated('- ')],
    ['question marks', repeated('? ')],
    ['many keys', keys('\n')],
    ['many flow keys', `{${keys(', ')}}`],
    ['a flow list', `[${repeated('a,')}]`],
    ['a list', repeated('- a\n')],
    ['blank lines', repeated('\n')],
    ['comments', repeated('# a\n')],
    ['colons', repeated(': ')],
    ['quotes', repeated('"')],
    ['an open quote', `"${repeated('a\n')}`],
    ['spaces', `a:${repeated(' ')}b`],
    ['a plain text of many lines', `a: ${repeated('b\n ')}`],
    ['a block text', `a: |\n${repeated(' b\n')}`],
    ['documents', repeated('---\n')],
    ['tabs', repeated('\t')],
    ['carriage returns', repeated('\r')],
    ['wrong ends', repeated(']')],
  ])('are refused: %s', (_name, content) => {
    expect(refusal(content, 'yaml').code).toBe('invalid');
  });
});
