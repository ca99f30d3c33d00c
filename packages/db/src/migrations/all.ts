import type { Migration } from 'kysely';
import * as foundation from './0001-foundation.ts';
import * as orchestration from './0002-orchestration.ts';
import * as attention from './0003-attention.ts';
import * as importing from './0004-import.ts';
import * as trust from './0005-trust.ts';
import * as voice from './0006-voice.ts';
import * as models from './0007-models.ts';
import * as modelGateway from './0008-model-gateway.ts';
import * as discussions from './0009-discussions.ts';
import * as planner from './0010-planner.ts';
import * as specs from './0011-specs.ts';
import * as answers from './0012-answers.ts';
import * as promptInputs from './0013-prompt-inputs.ts';
import * as discussionLists from './0014-discussion-lists.ts';
import * as keptPromptInputs from './0015-kept-prompt-inputs.ts';
import * as promptPlaces from './0016-prompt-places.ts';
import * as declaredServers from './0017-declared-servers.ts';
import * as listsAndSpecs from './0018-lists-and-specs.ts';
import * as foundWork from './0019-found-work.ts';
import * as spending from './0020-spending.ts';
import * as turnedAway from './0021-turned-away.ts';
import * as ledgerLists from './0022-ledger-lists.ts';
import * as modelTurns from './0023-model-turns.ts';
import * as keptSince from './0024-kept-since.ts';
import * as taskOrigins from './0025-task-origins.ts';
import * as personasAndDecisions from './0026-personas-and-decisions.ts';
import * as searchSenders from './0027-search-senders.ts';
import * as budgetStops from './0028-budget-stops.ts';
import * as sessionWords from './0029-session-words.ts';

/** Forward only. Names sort in the order they run; a name that ran is never changed. */
export const migrations: Record<string, Migration> = {
  '0001-foundation': { up: foundation.up },
  '0002-orchestration': { up: orchestration.up },
  '0003-attention': { up: attention.up },
  '0004-import': { up: importing.up },
  '0005-trust': { up: trust.up },
  '0006-voice': { up: voice.up },
  '0007-models': { up: models.up },
  '0008-model-gateway': { up: modelGateway.up },
  '0009-discussions': { up: discussions.up },
  '0010-planner': { up: planner.up },
  '0011-specs': { up: specs.up },
  '0012-answers': { up: answers.up },
  '0013-prompt-inputs': { up: promptInputs.up },
  '0014-discussion-lists': { up: discussionLists.up },
  '0015-kept-prompt-inputs': { up: keptPromptInputs.up },
  '0016-prompt-places': { up: promptPlaces.up },
  '0017-declared-servers': { up: declaredServers.up },
  '0018-lists-and-specs': { up: listsAndSpecs.up },
  '0019-found-work': { up: foundWork.up },
  '0020-spending': { up: spending.up },
  '0021-turned-away': { up: turnedAway.up },
  '0022-ledger-lists': { up: ledgerLists.up },
  '0023-model-turns': { up: modelTurns.up },
  '0024-kept-since': { up: keptSince.up },
  '0025-task-origins': { up: taskOrigins.up },
  '0026-personas-and-decisions': { up: personasAndDecisions.up },
  '0027-search-senders': { up: searchSenders.up },
  '0028-budget-stops': { up: budgetStops.up },
  '0029-session-words': { up: sessionWords.up },
};
