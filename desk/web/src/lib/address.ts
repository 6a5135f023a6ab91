/** webAddress is an address that a link may lead to: http or https, never a script. */
export const webAddress = (url: string | undefined): string | undefined => (url && /^https?:[/]{2}/i.test(url) ? url : undefined);
