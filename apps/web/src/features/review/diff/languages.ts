import type { Syntax } from 'refractor/core';

type Load = () => Promise<{ default: Syntax }>;
const typescript: Load = () => import('refractor/typescript');
const javascript: Load = () => import('refractor/javascript');
const clike: Load = () => import('refractor/cpp');
const markup: Load = () => import('refractor/markup');

/** Languages by the ending of a file's name; each comes when a file of it is first seen. */
const byEnding: Record<string, Load> = {
  ...{ ts: typescript, mts: typescript, cts: typescript, js: javascript, mjs: javascript, cjs: javascript },
  ...{ tsx: () => import('refractor/tsx'), jsx: () => import('refractor/jsx') },
  ...{ html: markup, xml: markup, svg: markup, vue: markup, htm: markup },
  ...{ c: clike, h: clike, cc: clike, cpp: clike, hpp: clike },
  css: () => import('refractor/css'),
  scss: () => import('refractor/scss'),
  json: () => import('refractor/json'),
  md: () => import('refractor/markdown'),
  py: () => import('refractor/python'),
  rb: () => import('refractor/ruby'),
  go: () => import('refractor/go'),
  rs: () => import('refractor/rust'),
  java: () => import('refractor/java'),
  kt: () => import('refractor/kotlin'),
  swift: () => import('refractor/swift'),
  cs: () => import('refractor/csharp'),
  php: () => import('refractor/php'),
  sql: () => import('refractor/sql'),
  sh: () => import('refractor/bash'),
  bash: () => import('refractor/bash'),
  yml: () => import('refractor/yaml'),
  yaml: () => import('refractor/yaml'),
  toml: () => import('refractor/toml'),
  ini: () => import('refractor/ini'),
  graphql: () => import('refractor/graphql'),
  dockerfile: () => import('refractor/docker'),
  makefile: () => import('refractor/makefile'),
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase();

/** How to load the colours of a file; null for a language that none are known of. */
export function languageOf(path: string): Load | null {
  const name = nameOf(path);
  return byEnding[name.slice(name.lastIndexOf('.') + 1)] ?? null;
}
