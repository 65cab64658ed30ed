/** What the published file holds: n8n loads the two nodes, the project's own checks read the rest. */
export { checkDraft } from './operations/checkDraft';
export { withCallback } from './n8n/callback/address';
export { cometProbe } from './n8n/editor/probes';
export { operations } from './operations';
export { resources } from './operations/resources';
export { startsTask } from './operations/operation';
export { protocols } from './protocols';
export { calledTaskId } from './task/calledTaskId';
export { NO_OUTPUT } from './task/failureCodes';
export { Runway } from './Runway.node';
export { RunwayTrigger } from './RunwayTrigger.node';
