import type { PermissionOption as Offered } from '@agentclientprotocol/sdk';
import type { PermissionOption } from '@overmind/contracts/entities/permission';
import { shortened } from '../../transcript/storable.ts';

/** What an agent offers to choose from, under ids that can be shown and stored. */
export interface Choices {
  options: PermissionOption[];
  /** The agent's own id of a choice. */
  toAgent: (id: string) => string;
}

const most = 20;
const isPlainId = /^[\w.:-]{1,100}$/;

/** An id of the agent's stays where it is plain, unique and free of secrets; another one is replaced by a number. */
export function readChoices(offered: readonly Offered[], clean: (text: string) => string): Choices {
  const agentIds = new Map<string, string>();
  const options = offered
    .filter(({ optionId }) => optionId !== '')
    .slice(0, most)
    .map(({ optionId, name, kind }, index) => {
      const isUsable = isPlainId.test(optionId) && clean(optionId) === optionId && !agentIds.has(optionId);
      const id = isUsable ? optionId : `choice ${index + 1}`;
      agentIds.set(id, optionId);
      return { id, name: shortened(clean(name), 500), kind };
    });
  return { options, toAgent: (id) => agentIds.get(id) ?? id };
}
