// words.ts: the few sentences that are needed before assets/locales has arrived, or when it cannot.

export interface HostWords {
  launcher: string;
  panel: string;
  opening: string;
  failed: string;
  unusable: string;
  retry: string;
  close: string;
}

const kChinese: HostWords = {
  launcher: '联系客服',
  panel: '客服',
  opening: '正在打开…',
  failed: '客服面板没能打开，请检查网络后重试。',
  unusable: '客服面板暂时用不了，请用其他方式联系客服。',
  retry: '重试',
  close: '关闭',
};
const kEnglish: HostWords = {
  launcher: 'Contact service',
  panel: 'Customer service',
  opening: 'Opening…',
  failed: 'The service panel could not open. Check your connection and try again.',
  unusable: 'The service panel does not work here. Please reach service in another way.',
  retry: 'Try again',
  close: 'Close',
};

/** The languages that assets/locales has. */
export function supported(lang: string): 'zh-CN' | 'en' {
  return lang.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export function words(lang: string): HostWords {
  return supported(lang) === 'zh-CN' ? kChinese : kEnglish;
}
