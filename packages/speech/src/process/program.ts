import { type EngineFolders, localEngines } from './local-engines.ts';
import { serveEngines } from './serve-engines.ts';

/** The process with the engines. Its only argument says where the models stand; `EngineHost` starts it. */
const settings = JSON.parse(process.argv[2] ?? '') as EngineFolders & { memoryBytes: number };

serveEngines(localEngines(settings), settings);
