//! Weeding the quotes by corrections alone: each moves on to the next, and undoing one comes back to it.

use super::*;

/// The words of the selected quote, which is marked.
fn selected(app: &App) -> String {
    let tab = app.tabs.here();
    assert!(tab.quotes.marked, "{}", screen(app));
    let quote = tab.quotes.selected.expect("a quote is selected");
    tab.reading.of(tab.reading.quotes()[quote].spans[0]).to_owned()
}

/// The words of the listed quotes, in order.
fn listed(app: &App) -> Vec<String> {
    let tab = app.tabs.here();
    tab.quotes.listed().map(|q| tab.reading.of(tab.reading.quotes()[q].spans[0]).to_owned()).collect()
}

#[test]
fn a_list_is_weeded_without_a_key_that_moves() {
    let mut app = reader(false, (160, 40));
    press(&mut app, "]");
    let all = listed(&app);
    assert_eq!(selected(&app), all[0]);
    press(&mut app, "X");
    assert_eq!(selected(&app), all[1], "the next one is selected");
    press(&mut app, "X");
    assert_eq!((selected(&app), listed(&app).len()), (all[2].clone(), all.len() - 2));
    press(&mut app, "U");
    assert_eq!(selected(&app), all[1], "undoing selects what it restored");
    press(&mut app, "U");
    assert_eq!((selected(&app), listed(&app)), (all[0].clone(), all.clone()));
    press(&mut app, "w");
    answer(&mut app, "Petar Lin");
    assert_eq!(selected(&app), all[1], "who said it is put right, and one goes on");
    press(&mut app, "W");
    assert_eq!(selected(&app), all[2]);
    for _ in 2..all.len() {
        press(&mut app, "X");
    }
    assert_eq!(listed(&app), all[..2], "nothing was hit that was not selected");
}

#[test]
fn levels_show_more_and_fewer_quotes() {
    let mut app = reader(false, (160, 40));
    let count = |app: &App| app.tabs.here().quotes.position().1;
    let at_first = count(&app);
    assert!(screen(&app).contains("+ "), "what is folded is told: {}", screen(&app));
    press(&mut app, "+ +");
    assert_eq!(count(&app), app.tabs.here().reading.quotes().len());
    assert!(screen(&app).contains("unsure"), "{}", screen(&app));
    press(&mut app, "- - -");
    assert!(count(&app) < at_first);
    press(&mut app, "-");
    assert!(screen(&app).contains("Only quotations are shown."));
    press(&mut app, "!");
    let tab = app.tabs.here();
    assert!(!tab.reading.quotes()[tab.quotes.selected.unwrap()].is_sure());
}

#[test]
fn merging_and_undoing_keep_the_right_actor_selected() {
    let mut app = at_actor("Union");
    let chosen = |app: &App| names(app)[app.tabs.here().actors.selected].to_owned();
    press(&mut app, "M");
    answer(&mut app, "okafor");
    assert_eq!(chosen(&app), "Marta Okafor");
    press(&mut app, "U");
    assert_eq!(chosen(&app), "Union");
}

#[test]
fn the_next_mention_is_a_key_away_and_orders_change() {
    let mut app = at_actor("Union");
    press(&mut app, "*");
    assert!(screen(&app).contains("Union: mention 1 of"), "{}", screen(&app));
    press(&mut app, "*");
    assert!(screen(&app).contains("Union: mention 2 of"), "{}", screen(&app));
    let first = |app: &App| app.tabs.here().actors.listed().next();
    let by_quotes = first(&app);
    press(&mut app, "r r");
    assert!(screen(&app).contains("Actors sorted by name."), "{}", screen(&app));
    press(&mut app, "r r");
    assert_eq!(first(&app), by_quotes);
    press(&mut app, ": 9 9 9 enter");
    assert!(screen(&app).contains("This text has only"), "{}", screen(&app));
}

#[test]
fn no_key_hits_a_quote_that_is_not_selected() {
    // Every order of the three keys over a list of all findings.
    for order in 0..3_usize.pow(5) {
        let mut app = reader(false, (100, 30));
        press(&mut app, "+ + ] esc");
        let mut number = order;
        for _ in 0..5 {
            let before = listed(&app);
            if before.is_empty() {
                break;
            }
            let chosen = app.tabs.here().quotes.selected.map(|_| selected(&app));
            match number % 3 {
                0 => {
                    press(&mut app, "X");
                    let gone: Vec<&String> = before.iter().filter(|q| !listed(&app).contains(q)).collect();
                    assert_eq!(gone, chosen.iter().collect::<Vec<_>>(), "order {order}");
                }
                1 => {
                    press(&mut app, "W");
                    assert_eq!(listed(&app), before, "order {order}");
                }
                _ => {
                    press(&mut app, "U");
                    assert!(before.iter().all(|q| listed(&app).contains(q)), "order {order}");
                }
            }
            number /= 3;
        }
    }
}

#[test]
fn the_foot_of_the_list_says_why_and_how_many_stay() {
    let mut app = reader(false, (160, 45));
    press(&mut app, "] tab");
    let before = listed(&app).len();
    assert!(screen(&app).contains(&format!("{before} kept, 0 dropped")), "{}", screen(&app));
    assert!(screen(&app).contains('%') && screen(&app).contains("X not a quote"), "{}", screen(&app));
    press(&mut app, "X");
    assert!(screen(&app).contains(&format!("{} kept, 1 dropped", before - 1)), "{}", screen(&app));
    press(&mut app, "U w");
    answer(&mut app, "Petar Lin");
    press(&mut app, "k");
    assert!(screen(&app).contains("You corrected it."), "{}", screen(&app));
}

#[test]
fn a_new_name_is_not_taken_for_one_that_has_its_letters_here_and_there() {
    let mut app = reader(false, (120, 24));
    press(&mut app, "] w");
    answer(&mut app, "Mat Oko");
    assert!(names(&app).contains(&"Mat Oko"), "{:?}", names(&app));
}
