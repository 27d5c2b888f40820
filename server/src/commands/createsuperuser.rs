//! `preau createsuperuser`: asks on a terminal, or takes the password from the first line of standard input.

use std::io::{BufRead, IsTerminal, Write};

use preau_accounts::actions::superuser::{self, NewSuperuser};
use preau_kernel::web::RequestInfo;

use crate::cli::Createsuperuser;
use crate::failure::Failure;
use crate::startup::{self, Wishes};
use crate::terminal::Terminal;

pub(crate) async fn run(terminal: &Terminal, wishes: Wishes, asked: Createsuperuser) -> Result<(), Failure> {
    let config = startup::configuration(&wishes.database(asked.database.url.as_ref()))?;
    let app = startup::ready_app(config, terminal).await?;
    let coach = asked.coach;
    let mut new = NewSuperuser {
        email: asked.email,
        username: asked.username,
        first_name: asked.first_name.unwrap_or_default(),
        last_name: asked.last_name.unwrap_or_default(),
        coach,
        ..NewSuperuser::default()
    };
    if std::io::stdin().is_terminal() {
        ask(terminal, &mut new)?;
    } else if new.email.is_none() && new.username.is_none() {
        return Err(Failure::mistyped("error-superuser-who", &[]));
    } else {
        new.password = first_line()?;
    }
    let person = superuser::create(&app, &RequestInfo::internal("command line"), new).await?;
    let key = if coach { "superuser-done-coach" } else { "superuser-done" };
    terminal.say(key, &[("login", &person.login())]);
    app.db().close().await;
    Ok(())
}

/// What the options have not said.
fn ask(terminal: &Terminal, new: &mut NewSuperuser) -> Result<(), Failure> {
    if new.email.is_none() && new.username.is_none() {
        new.email = Some(prompt(terminal, "superuser-ask-email")?);
        for (key, place) in
            [("superuser-ask-first-name", &mut new.first_name), ("superuser-ask-last-name", &mut new.last_name)]
        {
            if place.is_empty() {
                *place = prompt(terminal, key)?;
            }
        }
    }
    let hidden = |key| rpassword::prompt_password(format!("{} ", terminal.text(key)));
    let password = hidden("superuser-ask-password")?;
    if password != hidden("superuser-ask-again")? {
        return Err(Failure::told("error-superuser-differ", &[]));
    }
    new.password = password;
    Ok(())
}

fn prompt(terminal: &Terminal, key: &str) -> Result<String, Failure> {
    let mut out = std::io::stderr().lock();
    write!(out, "{} ", terminal.text(key)).and_then(|()| out.flush())?;
    first_line()
}

fn first_line() -> Result<String, Failure> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
