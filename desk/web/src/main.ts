import { mount } from 'svelte';

import App from './App.svelte';
import './style/base.css';
import './style/parts.css';
import './style/print.css';

mount(App, { target: document.getElementById('app')! });
