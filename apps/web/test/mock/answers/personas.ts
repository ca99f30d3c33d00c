import {
  builtInPersonas,
  type Persona,
  type PersonaVersion,
  type ProjectPersona,
} from '@overmind/contracts/entities/persona';
import { ago, user } from '../fixtures/ids.ts';
import { type Answers, type Call, ok, page, staleFor, unknown } from './answer.ts';

const keyIn = ({ path }: Call): string => /\/personas\/([^/]+)/.exec(path)?.[1] ?? '';

/** The built-in personas and own ones; versions live as long as the process. */
export function personaAnswers(): Answers {
  const known: ProjectPersona[] = builtInPersonas.map((persona) => ({
    ...{ persona, is_enabled: true, is_built_in: true, is_changed: false, version: 0, updated_at: null },
  }));
  const versions = new Map<string, PersonaVersion[]>();
  const write = (persona: Persona, isEnabled: boolean, note: string): ProjectPersona => {
    const history = versions.get(persona.key) ?? [];
    const number = history.length + 1;
    versions.set(persona.key, [
      { number, persona, is_enabled: isEnabled, note, created_by_user_id: user.id, created_at: ago(0) },
      ...history,
    ]);
    const builtIn = builtInPersonas.find(({ key }) => key === persona.key);
    const written = {
      ...{ persona, is_enabled: isEnabled, is_built_in: builtIn !== undefined },
      is_changed: builtIn !== undefined && JSON.stringify(builtIn) !== JSON.stringify(persona),
      ...{ version: number, updated_at: ago(0) },
    };
    const place = known.findIndex((each) => each.persona.key === persona.key);
    known.splice(place === -1 ? known.length : place, place === -1 ? 0 : 1, written);
    return written;
  };
  return {
    'GET /projects/:id/personas': () => page(known),
    'GET /projects/:id/personas/:key': (call) => {
      const found = known.find(({ persona }) => persona.key === keyIn(call));
      return found === undefined ? unknown : ok(found);
    },
    'PUT /projects/:id/personas/:key': (call) => {
      const version = known.find(({ persona }) => persona.key === keyIn(call))?.version ?? 0;
      const stale = staleFor(call, version);
      if (stale !== null) return stale;
      const { is_enabled: isEnabled, note, ...fields } = call.body;
      const persona = { ...fields, key: keyIn(call) } as Persona;
      return ok(write(persona, isEnabled === true, String(note)));
    },
    'POST /projects/:id/personas/:key/reset': (call) => {
      const builtIn = builtInPersonas.find(({ key }) => key === keyIn(call));
      return builtIn === undefined ? unknown : ok(write(builtIn, true, ''));
    },
    'DELETE /projects/:id/personas/:key': (call) => {
      known.splice(
        known.findIndex(({ persona }) => persona.key === keyIn(call)),
        1,
      );
      return { status: 204 };
    },
    'GET /projects/:id/personas/:key/versions': (call) => page(versions.get(keyIn(call)) ?? []),
  };
}
