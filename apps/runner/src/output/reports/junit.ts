import { XMLParser } from 'fast-xml-parser';
import { gather, mostRead, type ReadTests, testCase } from './test-report.ts';

/** Nothing a document says is expanded: the few entities that XML has by itself are decoded here. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  cdataPropName: '#cdata',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: true,
  maxNestedTags: 64,
  isArray: (name) => ['testsuite', 'testcase', 'failure', 'error', 'skipped'].includes(name),
});

type Node = Record<string, unknown>;

/** JUnit XML as most tools write it; null for anything else. */
export function readJunit(text: string): ReadTests | null {
  if (!/<testsuites?[\s>]/.test(text) || /<!(?:DOCTYPE|ENTITY)/i.test(text)) return null;
  let root: unknown;
  try {
    root = parser.parse(text);
  } catch {
    return null; // Half of a document, or none.
  }
  const cases: ReturnType<typeof readCase>[] = [];
  const open: Node[] = [...nodes(field(root, 'testsuites')), ...nodes(field(root, 'testsuite'))];
  for (let suite = open.pop(); suite !== undefined && cases.length < mostRead; suite = open.pop()) {
    open.push(...nodes(suite['testsuite']));
    for (const each of nodes(suite['testcase'])) cases.push(readCase(each, words(suite['@name'])));
  }
  return cases.length === 0 ? null : gather('junit', cases.slice(0, mostRead));
}

function readCase(node: Node, suite: string) {
  const [fault] = [...faults(node['failure']), ...faults(node['error'])];
  const isSkipped = node['skipped'] !== undefined;
  const seconds = Number(words(node['@time']));
  return testCase({
    suite: words(node['@classname']) || suite,
    name: words(node['@name']) || '(no name)',
    status: fault !== undefined ? 'failed' : isSkipped ? 'skipped' : 'passed',
    duration_ms: Number.isFinite(seconds) ? Math.round(seconds * 1_000) : null,
    message: fault ?? null,
  });
}

function faults(value: unknown): string[] {
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.map((each: unknown) => {
    if (typeof each === 'string') return decode(each);
    const text = words(field(each, '#text')) || words(field(each, '#cdata'));
    return [words(field(each, '@message')), text].filter((part) => part !== '').join('\n');
  });
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value : [value]).filter(isNode);
const field = (value: unknown, name: string): unknown => (isNode(value) ? value[name] : undefined);
const words = (value: unknown): string => (typeof value === 'string' ? decode(value) : '');

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (all, name, dec, hex) => {
    if (typeof name === 'string') return named[name.toLowerCase()] ?? all;
    const code = typeof dec === 'string' ? Number(dec) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
