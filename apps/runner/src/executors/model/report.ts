import { z } from 'zod';
import type { CitedFiles } from './files-at-hand.ts';
import { citedLines, oneLine, quote } from './quote.ts';

const Citation = z.object({
  path: z.string().max(1_024).describe('file inside the repository'),
  from_line: z.number().int().min(1),
  to_line: z.number().int().min(1),
});
export type Citation = z.infer<typeof Citation>;
const citations = z
  .array(Citation)
  .max(50)
  .describe('the lines that show it; every statement about code needs some');

/** What a model hands in. */
export const ModelReport = z.object({
  title: z.string().min(1).max(200),
  summary: z.string().min(1).max(10_000).describe('Markdown'),
  verdict: z.enum(['none', 'approve', 'request_changes']).describe('for reviews; else none'),
  findings: z
    .array(
      z.object({
        severity: z.enum(['info', 'minor', 'major', 'critical']),
        text: z.string().min(1).max(4_000),
        citations,
      }),
    )
    .max(100),
  criteria: z
    .array(
      z.object({
        criterion: z.string().max(1_000),
        is_met: z.boolean(),
        reason: z.string().max(2_000),
        citations,
      }),
    )
    .max(50)
    .describe('one for each acceptance criterion of the task, in its words'),
});
export type ModelReport = z.infer<typeof ModelReport>;

const mostFlaws = 20;
const allCitations = (report: ModelReport): Citation[] =>
  [...report.findings, ...report.criteria].flatMap((part) => part.citations);

/** What is wrong with a report, for the model to put right: criteria left out, statements without proof, lines that do not exist. */
export async function findFlaws(
  report: ModelReport,
  criteria: readonly string[],
  view: CitedFiles,
): Promise<string[]> {
  const flaws: string[] = [];
  if (allCitations(report).length === 0)
    flaws.push('Nothing is cited: name the files and lines that show what you say.');
  if (report.criteria.length < criteria.length)
    flaws.push(
      `Judge each of the ${criteria.length} acceptance criteria; ${report.criteria.length} are judged.`,
    );
  for (const { criterion, citations: proof } of report.criteria)
    if (proof.length === 0) flaws.push(`Cite the lines that show whether "${criterion}" is met.`);
  for (const citation of allCitations(report)) {
    if (flaws.length >= mostFlaws) break;
    const cited = await citedLines(citation, view);
    if (typeof cited === 'string') flaws.push(cited);
  }
  return [...new Set(flaws)].slice(0, mostFlaws);
}

/** The report as Markdown, with the cited lines quoted. Text of the model stays text of the model. */
export async function renderReport(
  report: ModelReport,
  by: { model: string; taskKey: string },
  view: CitedFiles,
): Promise<string> {
  const parts = [
    `# ${oneLine(report.title)}`,
    `_${by.taskKey}, written by ${by.model}._`,
    report.summary.trim(),
  ];
  if (report.verdict !== 'none')
    parts.push(`**Verdict:** ${report.verdict === 'approve' ? 'approve' : 'request changes'}`);
  if (report.criteria.length > 0) parts.push('## Acceptance criteria');
  for (const { criterion, is_met: isMet, reason, citations: proof } of report.criteria)
    parts.push(
      `- [${isMet ? 'x' : ' '}] ${oneLine(criterion)}: ${oneLine(reason)}`,
      ...(await quoteAll(proof, view)),
    );
  if (report.findings.length > 0) parts.push('## Findings');
  for (const { severity, text, citations: proof } of report.findings)
    parts.push(`### ${severity}`, text.trim(), ...(await quoteAll(proof, view)));
  return `${parts.join('\n\n')}\n`;
}

async function quoteAll(proof: readonly Citation[], view: CitedFiles): Promise<string[]> {
  const parts: string[] = [];
  for (const citation of proof) parts.push(...(await quote(citation, view)));
  return parts;
}
