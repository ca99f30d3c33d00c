import { alike } from './alike.ts';
import type { Utterance } from './corpus.ts';

/** Acts on the orchestrator and the agents, discussions and specs. */
export const trainProject: Utterance[] = [
  ...alike({ intents: ['run_cycle'] }, [
    'run the orchestrator',
    'start a cycle',
    'kick off another orchestration cycle',
    '/run',
    'run everything',
    'get going',
    'trigger the planner please',
  ]),
  ...alike({ intents: ['pause'] }, [
    'pause',
    'pause everything for now',
    'stop',
    'please hold everything',
    'freeze the queue',
    "don't start anything new",
    'take a break',
    'pause the project until further notice',
  ]),
  ...alike({ intents: ['resume'] }, [
    'resume',
    'carry on',
    'continue please',
    'unpause the project',
    'go on',
    'ok resume work',
  ]),
  ...alike({ intents: ['undo'] }, [
    'undo',
    'undo that',
    'take that back',
    'revert the last action',
    '/undo',
    'oops, undo',
    'undo what you just did',
  ]),
  ...alike({ intents: ['disable_agent'], agent: 'frontend' }, [
    'disable the frontend agent',
    'turn frontend off',
    'turn off the front end agent',
    'switch frontend off for now',
    '/disable frontend',
    'bench frontend',
  ]),
  ...alike({ intents: ['enable_agent'], agent: 'qa' }, [
    'enable qa',
    'turn qa back on',
    'switch on the qa agent',
    'activate @qa again',
    '/enable qa',
    'bring qa back',
  ]),
  ...alike({ intents: ['enable_agent'], agent: 'mobile', scene: 'crew' }, [
    'enable the mobile agent',
    'turn mobile on',
  ]),
  { text: 'disable the payroll agent', intents: ['disable_agent'], asks_back: true },
  ...alike({ intents: ['discuss'] }, [
    "let's discuss the database layout",
    'discuss whether we should move to postgres',
    'have the team debate the new checkout',
    'start a discussion about pricing',
    'brainstorm ideas for the landing page',
    '/discuss caching',
  ]),
  ...alike({ intents: ['spec'] }, [
    'write a spec for gift cards',
    'spec out the loyalty programme',
    'create a specification for invoices',
    'draft a spec for two-factor login',
    '/spec payments',
  ]),
];
