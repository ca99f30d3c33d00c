import { createHash } from 'node:crypto';
import type { Experiment, Prompt, PromptVersion } from '@overmind/contracts/entities/prompt';
import type { Db } from '@overmind/db/database';
import {
  countSubjects,
  findAssignedArm,
  findRunningExperiment,
  insertAssignment,
} from '@overmind/db/queries/models/experiments';
import { findPromptByKey } from '@overmind/db/queries/models/prompts';
import { pickArm } from '@overmind/domain/prompts/arms';
import type { Core } from '../core.ts';
import type { Write } from '../write.ts';
import { getPromptVersion } from './read.ts';

export interface Arm {
  experiment_id: string | null;
  arm: string | null;
}

export const noArm: Arm = { experiment_id: null, arm: null };

/** Keeps the arm that a subject is to have, and counts it; answers the one it has, which may be of before. */
type Assign = (experimentId: string, subject: string, arm: string) => Promise<string>;

/** In a transaction of its own. */
export const alone =
  ({ db }: Core): Assign =>
  async (experimentId, subject, arm) => {
    const known = await findAssignedArm(db, experimentId, subject);
    if (known !== null) return known;
    return db.transaction().execute(async (tx) => {
      const isNew = await insertAssignment(tx, experimentId, subject, arm);
      if (isNew) await countSubjects(tx, experimentId, arm, 1);
      return isNew ? arm : ((await findAssignedArm(tx, experimentId, subject)) ?? arm);
    });
  };

/**
 * In a change that is under way and may take long. Its new subjects are counted last, in one order for all: until then
 * nobody else who gives arms of the experiment waits for it.
 */
export function amid(w: Write): Assign {
  const fresh = new Map<string, { experimentId: string; arm: string; count: number }>();
  const countFresh = async (): Promise<void> => {
    for (const key of [...fresh.keys()].sort()) {
      const { experimentId, arm, count } = fresh.get(key) ?? { experimentId: '', arm: '', count: 0 };
      await countSubjects(w.tx, experimentId, arm, count);
    }
  };
  w.lastly(countFresh);
  return async (experimentId, subject, arm) => {
    if (!(await insertAssignment(w.tx, experimentId, subject, arm)))
      return (await findAssignedArm(w.tx, experimentId, subject)) ?? arm;
    const key = `${experimentId}/${arm}`;
    fresh.set(key, { experimentId, arm, count: (fresh.get(key)?.count ?? 0) + 1 });
    return arm;
  };
}

/** A point in [0, 1) that is always the same for a subject in an experiment. */
const pointOf = (experimentId: string, subject: string): number =>
  createHash('sha256').update(`${experimentId}\0${subject}`).digest().readUIntBE(0, 6) / 2 ** 48;

export interface Given {
  version: PromptVersion;
  arm: Arm;
}

/** The versions of one template: what it is and its experiment are looked up once for all subjects, and each version once. */
export class Template {
  readonly #db: Db;
  readonly #prompt: Prompt;
  readonly #experiment: Experiment | null;
  readonly #assign: Assign;
  readonly #versions = new Map<number, PromptVersion>();

  private constructor(db: Db, prompt: Prompt, experiment: Experiment | null, assign: Assign) {
    this.#db = db;
    this.#prompt = prompt;
    this.#experiment = experiment;
    this.#assign = assign;
  }

  /** Null where nobody made a template of this key. */
  static async find(db: Db, key: string, assign: Assign): Promise<Template | null> {
    const prompt = await findPromptByKey(db, key);
    return prompt && new Template(db, prompt, await findRunningExperiment(db, prompt.id), assign);
  }

  /** The version that a subject gets, the same each time while the experiment runs, with its arm. */
  async give(subject: string | null): Promise<Given> {
    const given = subject === null ? null : await this.#armOf(subject);
    const version = await this.#version(given?.version ?? this.#prompt.active_version);
    return { version, arm: given?.arm ?? noArm };
  }

  async #armOf(subject: string) {
    const experiment = this.#experiment;
    const picked = experiment && pickArm(experiment.arms, pointOf(experiment.id, subject));
    if (!experiment || !picked) return null;
    const name = await this.#assign(experiment.id, subject, picked.name);
    const arm = experiment.arms.find((each) => each.name === name);
    return arm ? { version: arm.version, arm: { experiment_id: experiment.id, arm: arm.name } } : null;
  }

  async #version(number: number): Promise<PromptVersion> {
    const version = this.#versions.get(number) ?? (await getPromptVersion(this.#db, this.#prompt.id, number));
    this.#versions.set(number, version);
    return version;
  }
}

/** The version that a subject gets, with its arm; null where nobody made a template of this key. */
export async function findVersion(core: Core, key: string, subject: string | null): Promise<Given | null> {
  const template = await Template.find(core.db, key, alone(core));
  return template === null ? null : template.give(subject);
}
