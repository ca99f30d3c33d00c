import { StateDocument, type StateVersion } from '@overmind/contracts/entities/state';
import { parse, stringify } from 'yaml';
import { exitCodes, Failure } from '../../failure.ts';

/** A version's document as a value. Throws when the version holds something else. */
export function documentOf({ version, content, state_format: format }: StateVersion): StateDocument {
  try {
    return StateDocument.parse(format === 'json' ? JSON.parse(content) : parse(content));
  } catch {
    throw new Failure(`Version ${version} holds no state document.`);
  }
}

export const sections = Object.keys(StateDocument.shape) as (keyof StateDocument)[];

/** One section for people: text as it is, anything else as YAML. */
export function renderSection(document: StateDocument, name: string): string {
  const section = sections.find((each) => each === name);
  if (section === undefined)
    throw new Failure(`There is no section "${name}". There are: ${sections.join(', ')}.`, exitCodes.usage);
  const value = document[section];
  return (typeof value === 'string' ? value : stringify(value)).trimEnd();
}
