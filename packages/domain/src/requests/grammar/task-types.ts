import type { TaskType } from '@overmind/contracts/entities/task';
import { compilePhrase, type Phrase } from '../language/phrases.ts';

const documents =
  '(readme|readmes|doc|docs|documentation|changelog|guide|guides|tutorial|tutorials|docstring|docstrings|jsdoc|runbook|runbooks|wiki|manual|release notes|api reference|contributing|faq|handbook|how-to|howto|onboarding notes|<markdown>|user guide|adr|adrs|glossary|openapi docs|code comments|cheat sheet|cheatsheet)';
const proofs =
  '(test|tests|suite|suites|specs|e2e|end-to-end|unit|integration|smoke|regression|lint|linter|linters|linting|typecheck|typechecker|type-check|type check|type checks|type checker|coverage|checks|pytest|vitest|jest|eslint|tsc|playwright|cypress|biome|prettier check|type-checks)';
const systems =
  '(docker|dockerfile|docker-compose|compose|kubernetes|k8s|helm|terraform|ansible|ci|ci/cd|cd|pipeline|pipelines|github action|github actions|gitlab ci|workflow file|workflows|nginx|deployment|deployments|infrastructure|staging server|staging environment|production server|production environment|tls|ssl|certificate|certificates|dns|backup|backups|load balancer|gzip|brotli|http2|http/2|sentry|datadog|log rotation|reverse proxy|ssl cert|tls cert|cert|certs|node image|base image|docker image|runner image|monitoring|prometheus|grafana|staging|production|prod|container|containers|registry|kernel|vm|vms|firewall|cdn|aws|s3 bucket|cloud|cluster|deploy|deploys|release pipeline|build server|preview environment|preview environments|autoscaling|hosting|servers|systemd|cron job on the server|alerting|uptime checks|<infra_file>|node version|secrets in <rest>|env vars|github workflow|build cache|build image)';
const type = (name: TaskType, ...phrases: string[]): readonly [TaskType, readonly Phrase[]] => [
  name,
  phrases.map(compilePhrase),
];

/** Matched against the beginning of a command; the first that fits decides. What none fits changes code. */
export const taskTypes: readonly (readonly [TaskType, readonly Phrase[]])[] = [
  type(
    'doc',
    `(document|write up|write-up|jot down|jot|note down)`,
    `(mention|note|put|write|jot|explain|describe|list|include|clarify|record|show|add|document|say|state|cover) <near> [<near>] (in|to|into|on) [the|our|a|all|its] ${documents}`,
    `(bring|get|keep|put) [the|our] ${documents} (up to date|in shape|in order|in sync|current)`,
    `(add|write|update|improve|fix|draft|create|extend|rewrite|translate|expand|generate|correct|reword|clean up|tidy|tidy up|put|make|mention|describe|remove|delete|refresh|polish|prepare|complete|finish|simplify|shorten|start|restructure|revise|link|explain|bring|keep|rework|edit|record|note|sync|move|maintain|merge) ${documents}`,
    `(add|write|update|improve|fix|draft|create|extend|rewrite|translate|expand|generate|correct|reword|clean up|tidy|tidy up|put|make|mention|describe|remove|delete|refresh|polish|prepare|complete|finish|simplify|shorten|start|restructure|revise|link|explain|bring|keep|rework|edit|record|note|sync|move|maintain|merge) <near> ${documents}`,
    `(describe|explain) how`,
    `(write down|proofread|explain|spellcheck) <near> ${documents}`,
  ),
  type(
    'test',
    `(run|execute|start|rerun|re-run|do|launch|repeat|kick off|redo|retry|try|fire|perform|conduct|carry out|trigger) ${proofs}`,
    `(run|execute|start|rerun|re-run|do|launch|repeat|kick off|redo|retry|try|fire|perform|conduct|carry out|trigger) <no_server> ${proofs}`,
    `(fire up|kick off|spin up|run through|put|set off|re-execute) <near> ${proofs}`,
    `(fire up|kick off|spin up|run through|set off) ${proofs}`,
    `give <near> (a|another|one more) [good|proper|thorough|quick|full|final] (test|spin|try|whirl|test run|going-over)`,
    `(regression-test|stress-test|unit-test|field-test|user-test|sanity-check|end-to-end-test|exercise)`,
    `put <near> through its paces`,
    `(do|run|make|perform|start) (a|another|one|the) [<near>] (dry run|sanity check|smoke|regression run|lint run|type check|load test|stress test|penetration test|pentest)`,
    `check [that|if|whether] (all|the|our|everything) <near> (still|works|work|passes|pass)`,
    `(test|retest|lint|typecheck|type-check|lint-fix|smoke-test|load-test)`,
    `(verify|confirm)`,
    `(check|validate|see|make sure|ensure) <near> (tests|test|build|builds|suite|pass|passes|works|work|green|compiles)`,
    `(run|execute) (npm|yarn|pnpm|bun|go|cargo|make|mvn|gradle) [run|t] test`,
    `(npm|yarn|pnpm|bun|go|cargo|make|mvn|gradle) [run] test`,
    `check (if|whether|that)`,
    `make sure [that] (all|the) tests`,
    `try (out|whether|if)`,
    `(get|let|make|have) <near> (tests|suite|test suite) (run|running|to run|executed|started)`,
    `(do|make|start|trigger) [<near>] (test run|test pass|tests)`,
    `smoke test`,
    `kick off <near> (tests|suite)`,
    `see (if|whether|that)`,
  ),
  type(
    'research',
    `(investigate|research|explore|analyse|analyze|compare|evaluate|find out|figure out|look into|study|assess|profile|benchmark|measure|diagnose|survey|estimate|dig into|find why|look up|look for|summarize|summarise|check out|read up|think about|get to the bottom of|dig|brainstorm|prototype options)`,
    `(check|see|work out|understand|tell|explain|determine|identify|trace|discover|learn|find) [me|us|out|down] (why|how come|what causes|what is causing|what caused|where <near> comes from|which <near> is|what makes|how much|how many|how expensive|what slows)`,
    `(get|dig) (to the bottom|to the root|into|deeper)`,
    `(track down|hunt down|trace|pin down|root-cause|pinpoint|narrow down) <near>`,
    `(weigh|sound out|scout|prototype|explore|think through|make sense of|read about|check out|try out) `,
    `(look at) (why|how|what|whether|options|alternatives)`,
    `find [me] (a|the|some) [<near>] (cause|reason|root cause|best|way|library|libraries|alternative|alternatives|options|solution|bottleneck|source|culprit|good|better|cheaper|ways)`,
    `(do|make|perform|start|prepare|write|run) [<near>] (research|analysis|investigation|comparison|evaluation|study|survey|benchmark|feasibility study|spike)`,
    `(collect|gather|list|show|name|suggest|propose) [<near>] (options|alternatives|ideas|information|facts|candidates|libraries|providers|pros and cons|requirements|feedback)`,
    `(come up with|recommend)`,
  ),
  type(
    'review',
    `(review|audit|inspect|critique|look over|go over|double-check|code-review|check|double check|recheck|examine|scrutinize|go through|read through|proofread)`,
    `(do|make|perform|give|start|run|conduct|carry out) [<near>] (review|audit|code review)`,
    `add [a|an|another|one] [<near>] (code review|security review|peer review|design review|audit) [of|for|before]`,
    `(take|have|give|cast|run|throw) [<near>] (a|an|another|one more) [close|closer|good|quick|second|short|careful|fresh|critical] (look|eye|glance|once-over|read|pair of eyes|going over) [at|through|over]`,
    `(do|make|perform|give|run|add) [a|an|another] [second|fresh|security|quick|thorough|full] (pair of eyes|check|sanity check of|security check|once-over)`,
    `(vet|eyeball|assess the quality|look closely|critique|comment on the code)`,
    `(look|read) (at|through) <near> (code|pr|diff|changes|branch|pull request|module)`,
    `have <near> (reviewed|checked|audited)`,
  ),
  type(
    'infra',
    `(deploy|redeploy|provision|release|publish|dockerize|dockerise|containerize|containerise|roll back|roll out|rollback|ship|go live|push to (production|prod|staging)|promote|spin up|tear down)`,
    `(put|get|bring|push|take|set|make) <near> (live|online|into production|to production|on production|on staging|to staging|down|back up|up and running)`,
    `(point|move|switch) <near> (domain|dns)`,
    `(build|rebuild) and (deploy|release|publish|ship)`,
    `(build|bundle|package|rebuild) [the|our|this] (project|app|application|site|image|images|bundle|everything|it|all|package|packages|binary|release|code|repo|repository|docker image)`,
    `(run|fix|repair|speed up|start|make|do|trigger|kick off) [<near>] (build|builds)`,
    `(run|apply) <near> migrations`,
    `(restart|reboot|start|stop|scale|migrate|upgrade|update|resize|patch|shut down) <near> (server|servers|cluster|staging|production|prod|redis|nginx|postgres|containers|container|instances)`,
    `(cut|tag|make|create|prepare|do) [a|the|new] [new] [<near>] release`,
    `(rotate|renew) <near>`,
    `set up [<near>] ${systems}`,
    `<verb> ${systems}`,
    `<verb> <near> ${systems}`,
  ),
];
