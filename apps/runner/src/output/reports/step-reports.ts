import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestReport } from '@overmind/contracts/entities/test-report';
import type { SpooledArtifact } from '../../spool/run-spool.ts';
import { removeTree } from '../../workspace/remove-tree.ts';
import { redactText, type SecretAutomaton } from '../redactor.ts';
import type { StepOutput } from '../run-output.ts';
import { readReportFiles } from './report-files.ts';
import { reportOf } from './test-report.ts';

export interface StepReportsOptions {
  /** The folder that steps are given for their reports, as OVERMIND_REPORT_DIR. */
  dir: string;
  workspace: string;
  /** Where the artifacts are written. */
  folder: string;
  secrets: SecretAutomaton;
}

type Counts = Pick<TestReport, 'passed' | 'failed' | 'skipped'>;

const mostArtifacts = 50;
/** File systems keep times less exactly than the clock does. */
const slackMs = 20;

/** Reads what the tests of each step report, and keeps it as `test_results`. */
export class StepReports {
  readonly artifacts: SpooledArtifact[] = [];
  readonly #options: StepReportsOptions;
  #startedAt = 0;

  constructor(options: StepReportsOptions) {
    this.#options = options;
  }

  /** Before a step: what an earlier one left counts for nothing. */
  async begin(): Promise<void> {
    const { dir } = this.#options;
    await removeTree(dir);
    await mkdir(dir, { recursive: true, mode: 0o700 });
    this.#startedAt = Date.now() - slackMs;
  }

  /** After a step: the counts of its tests, null when it reported none. */
  async collect(step: string, output: StepOutput): Promise<Counts | null> {
    const { dir, workspace } = this.#options;
    const files = await readReportFiles(dir, workspace, this.#startedAt);
    const printed = output.tests;
    const report = reportOf(step, files.length > 0 ? files : printed === null ? [] : [printed]);
    if (report === null) return null;
    await this.#keep(report);
    return files.length > 0
      ? { passed: report.passed, failed: report.failed, skipped: report.skipped }
      : null;
  }

  async #keep(report: TestReport): Promise<void> {
    if (this.artifacts.length >= mostArtifacts) return;
    const { folder, secrets } = this.#options;
    const name = `tests-${this.artifacts.length + 1}.json`;
    const text = redactText(secrets, JSON.stringify(report));
    await writeFile(join(folder, name), text, { mode: 0o600 });
    const sha256 = createHash('sha256').update(text).digest('hex');
    const size_bytes = Buffer.byteLength(text);
    this.artifacts.push({ kind: 'test_results', name, file: name, sha256, size_bytes });
  }
}
