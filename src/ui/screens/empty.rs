//! The empty page: what it does, how to begin, what it reads, and how to check that nothing leaves.

use yew::prelude::*;

use crate::session::{Action, Dialog};
use crate::ui::hooks::ports::{Ask, use_ports};
use crate::ui::parts::icon::icon;
use crate::ui::samples::SAMPLES;
use crate::view::formats::{LARGEST_MEGABYTES, count, families};

/// The empty screen.
#[component]
pub fn EmptyScreen() -> Html {
    let ports = use_ports();
    html! {
        <div class="dropzone" role="region" aria-label="Drop files anywhere in this window">
            <div class="empty-grid">
                <section class="start">
                    <h1>{ "See what your lockfiles and SBOMs pull in, why each component is there, and where licences clash." }</h1>
                    <p class="drop-hint">
                        <svg class="drop-art" viewBox="0 0 48 48" aria-hidden="true">
                            <path d="M14 6h13l7 7v13" /><path d="M27 6v7h7" /><path d="M14 6v20" /><path d="M24 18v16M18 28.5l6 6 6-6" /><path d="M6 34v8h36v-8" />
                        </svg>
                        <span><b>{ "Drop files or a folder anywhere in this window" }</b><br />
                        <span class="dim">{ "Any number, any mix. What belongs together is joined." }</span></span>
                    </p>
                    <div class="start-acts">
                        <button class="btn primary" type="button" onclick={ports.on_ask(Ask::PickFiles)}>{ icon("file") }<span>{ "Open files…" }</span></button>
                        <button class="btn" type="button" onclick={ports.on_ask(Ask::PickFolder)}>{ icon("folder") }<span>{ "Open folder…" }</span></button>
                        <button class="btn" type="button" onclick={ports.on_act(Action::Open(Some(Dialog::Paste)))}>{ icon("paste") }<span>{ "Paste…" }</span></button>
                        <span class="dim keys"><kbd>{ "Ctrl" }</kbd><kbd>{ "V" }</kbd>{ " works too" }</span>
                    </div>
                    <h2>{ "Or look at a sample" }</h2>
                    <ul class="samples">{ for SAMPLES.iter().enumerate().map(|(position, sample)| html! {
                        <li><button type="button" class="sample" onclick={ports.on_ask(Ask::Sample(position))}>
                            { icon("sample") }<span class="s-name">{ sample.name }</span><span class="s-what">{ sample.what }</span>
                            <span class="s-why">{ sample.why }</span>{ icon("right") }
                        </button></li>
                    }) }</ul>
                </section>
                <section class="trust">
                    <h2>{ icon("lock") }{ "Nothing leaves this machine" }</h2>
                    <p>{ "This page is one file. It reads what you drop in this browser tab, sends nothing, stores nothing but your settings, and works with the cable pulled." }</p>
                    <h3>{ "How to check" }</h3>
                    <ol class="steps">
                        <li>{ "Open the developer tools (" }<kbd>{ "F12" }</kbd>{ ") and choose " }<b>{ "Network" }</b>{ "." }</li>
                        <li>{ "Drop a file here. The list stays empty." }</li>
                        <li>{ "In " }<b>{ "Console" }</b>{ ", run " }<code>{ "fetch(\"https://example.com\")" }</code>{ ". The browser refuses it: this page's policy says " }<code>{ "connect-src 'none'" }</code>{ "." }</li>
                        <li>{ "Or switch the network off first. Everything still works." }</li>
                    </ol>
                    <p class="dim">{ "Version, data and licences: " }
                        <button type="button" class="link accent" onclick={ports.on_act(Action::Open(Some(Dialog::About)))}>{ "About this file" }</button></p>
                </section>
                <section class="formats">
                    <h2>{ format!("{} formats ", count()) }<span class="dim">{ "recognised by content, whatever the file is called" }</span></h2>
                    <dl>{ for families().into_iter().map(|(family, titles)| html! { <div><dt>{ family }</dt><dd>{ titles.join(" · ") }</dd></div> }) }</dl>
                    <p class="dim">{ "Also inside zip, tar, gzip and Zstandard, in signed envelopes (DSSE, in-toto), several in one text, UTF-16. Whole folders: the lockfiles are found. A node_modules, site-packages or vendor folder tells licences." }</p>
                    <p class="dim">{ format!("Files over {} MB are refused with the limit named.", LARGEST_MEGABYTES) }</p>
                </section>
            </div>
        </div>
    }
}
