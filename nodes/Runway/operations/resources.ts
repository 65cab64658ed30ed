import type { INodePropertyOptions } from 'n8n-workflow';

/** In the order the editor lists them; the first is the default. */
export const resources: INodePropertyOptions[] = [
	{
		name: 'Video',
		value: 'video',
		description: 'Make, change and upscale videos (CometAPI, official format)',
	},
	{
		name: 'Image',
		value: 'image',
		description: 'Make images from text and reference images (CometAPI, official format)',
	},
	{
		name: 'Pro Video',
		value: 'proVideo',
		description: 'Make and restyle videos with camera motion and callbacks (CometAPI, compatibility format)',
	},
	{
		name: 'Task',
		value: 'task',
		description: 'Read or await a task that was started earlier (CometAPI)',
	},
	{
		name: 'AI Video',
		value: 'aiVideo',
		description: 'Make, change and extend videos through AI Video API',
	},
];
