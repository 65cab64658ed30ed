/** One line per endpoint; everything else about it stands in its own file. */
export { imageToVideo } from './video/imageToVideo';
export { videoToVideo } from './video/videoToVideo';
export { characterPerformance } from './video/characterPerformance';
export { upscale } from './video/upscale';
export { textToImage } from './image/textToImage';
export { generate } from './proVideo/generate';
export { videoToVideo as restyleVideo } from './proVideo/videoToVideo';
export { actOne } from './proVideo/actOne';
export { get } from './task/get';
export { wait } from './task/wait';
export { textToVideo } from './aiVideo/textToVideo';
export { imageToVideo as aiVideoFromImage } from './aiVideo/imageToVideo';
export { videoToVideo as transformAiVideo } from './aiVideo/videoToVideo';
export { extend } from './aiVideo/extend';
export { get as getAiVideo } from './aiVideo/get';
export { wait as waitForAiVideo } from './aiVideo/wait';
