import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forBrowsers } from '../contracts-loader/loader.mjs';

const contract = `
import { z } from 'zod';
import { Uuid } from './primitives.ts';
export { Uuid };
export const sizes = ['small', 'large'] as const;
const most = 3;
export const isSmall = (size: string) => size === sizes[0];
export class Refusal extends Error { readonly most = most; }
const shortest = (words: string[]) => z.array(words);
export const Size = z.enum(sizes).meta({ description: 'how large it is' });
export type Size = z.infer<typeof Size>;
export const getSize = defineRoute({
  id: 'sizes.get', method: 'GET', path: '/sizes/:id', summary: 'One size', policy: ofProject('viewer'),
  params: IdParams, response: Size,
});
export const dropSize = defineRoute({ id: 'sizes.drop', method: 'DELETE', path: '/sizes/:id', params: IdParams });
export const getPicture = defineRoute({
  id: 'sizes.picture', method: 'GET', path: '/sizes/:id/picture', responseKind: 'bytes',
});
`;
const built = (query?: string) => forBrowsers(contract, '/contracts/size.ts', query);

describe('a contract in the browser', () => {
  test('passes on what its halves declare, so that each can be loaded alone', () => {
    expect(built().trim().split('\n')).toEqual([
      `export { sizes, isSmall, Refusal, getSize, dropSize, getPicture } from './size.ts?plain';`,
      `export { Uuid, Size } from './size.ts?schemas';`,
    ]);
  });

  test('keeps what needs no schema free of imports', () => {
    const plain = built('?plain');
    expect(plain).not.toMatch(/\bimport\b|zod/);
    expect(plain).toContain('class Refusal extends Error');
    expect(plain).toContain('export { most };');
  });

  test('keeps of a route where to call and how it answers', async () => {
    const source = built('?plain');
    const plain = await import(`data:text/javascript,${encodeURIComponent(source)}`);
    expect(plain.getSize).toEqual({
      id: 'sizes.get',
      method: 'GET',
      path: '/sizes/:id',
      responseKind: 'json',
    });
    expect(plain.dropSize).toMatchObject({ method: 'DELETE', responseKind: 'none' });
    expect(plain.getPicture).toMatchObject({ responseKind: 'bytes' });
  });

  test('drops descriptions, and lets schemas that nobody imports fall away', () => {
    const schemas = built('?schemas');
    expect(schemas).toContain(`import { sizes, most, isSmall, Refusal, getSize, dropSize, getPicture } from`);
    expect(schemas).toContain('export const Size = /*#__PURE__*/ (() => z.enum(sizes))();');
    expect(schemas).not.toContain('how large');
  });

  test('stays whole where it has schemas only', () => {
    const onlySchemas = `import { z } from 'zod';\nexport const Name = z.string();`;
    expect(forBrowsers(onlySchemas, '/contracts/name.ts')).toContain('export const Name = /*#__PURE__*/');
  });
});

test('no page reads of a route what the build leaves out', () => {
  const web = join(import.meta.dirname, '../src');
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map((name) => join(web, name));
  const client = join(import.meta.dirname, '../../../packages/client/src/http.ts');
  expect([...files, client].flatMap(leftOutReads)).toEqual([]);
});

function leftOutReads(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const imports = source.matchAll(
    /import (?:\* as (\w+)|\{([^}]*)\}) from '@overmind\/contracts\/routes\/\w/g,
  );
  const routes = [...imports].flatMap(([, all, some]) =>
    all === undefined ? (some?.match(/\w+/g) ?? []) : [`${all}\\.\\w+`],
  );
  const leftOut = /(?:params|query|body|response|summary|policy|status|scope|bodyKind|bodyLimit)\b/.source;
  const reads = new RegExp(`(?<![\\w.])(?:${['route', ...routes].join('|')})\\.${leftOut}`, 'g');
  return (source.match(reads) ?? []).map((read) => `${file}: ${read}`);
}
