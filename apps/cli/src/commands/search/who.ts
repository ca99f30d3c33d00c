import type { Client } from '@overmind/client/http';
import { listPersonas } from '@overmind/contracts/routes/personas';
import { listAgents } from '@overmind/contracts/routes/projects';
import { exitCodes, Failure } from '../../failure.ts';

/** The id of the agent of that name, else the key of the persona. Throws with the names there are. */
export async function findWho(client: Client, projectId: string, name: string): Promise<string> {
  const wanted = name.toLowerCase();
  const params = { id: projectId };
  const agents = (await client.call(listAgents, { params })).items;
  const agent = agents.find((each) => each.name === wanted);
  if (agent !== undefined) return agent.id;
  const keys = (await client.call(listPersonas, { params })).items.map(({ persona }) => persona.key);
  if (keys.includes(wanted)) return wanted;
  const [names, personas] = [agents.map((each) => each.name), keys].map((all) => all.join(', ') || 'none');
  throw new Failure(
    `There is no agent or persona "${name}". Agents: ${names}. Personas: ${personas}.`,
    exitCodes.notFound,
  );
}
