//! Our own line icons: 24 units square, drawn in the colour of the text beside them. An icon never stands alone; the
//! word is beside it, so all of them are hidden from screen readers.

use maud::{Markup, Render, html};

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)*) => {
        /// An icon.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Icon {
            $($(#[$doc])* $name,)*
        }

        impl Icon {
            /// Every icon.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its outline.
            #[must_use]
            pub const fn path(self) -> &'static str {
                match self { $(Self::$name => $path,)* }
            }
        }
    };
}

icons! {
    /// Done, for.
    Check = "M5 12.5l4.7 4.7L19 7.5";
    /// Against, refused.
    Cross = "M6.5 6.5l11 11m0-11l-11 11";
    /// Abstained, nobody, not passed.
    Minus = "M6 12h12";
    /// Add.
    Plus = "M12 5.5v13M5.5 12h13";
    /// Delivered, not yet answered.
    Envelope = "M4 6h16v12H4zM4.5 6.7l7.5 6 7.5-6";
    /// Not yet begun.
    Ring = "M12 7a5 5 0 1 0 0 10a5 5 0 1 0 0-10z";
    /// A deadline.
    Clock = "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17zM12 7.5V12l3 2.2";
    /// Being voted on.
    Flag = "M6 20.5v-16h12l-3 4 3 4H6";
    /// Overdue, wrong.
    Triangle = "M12 4.5l9 15.5H3zM12 10v4.5m0 2.4v.4";
    /// Who can see this.
    Lock = "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3";
    /// At the door.
    Door = "M7 20.5V4h10v16.5M4 20.5h16M13.7 12v1.6";
    /// Print.
    Printer = "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z";
    /// An explanation.
    Info = "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17zM12 11v5.5m0-9v.4";
    /// Search.
    Search = "M10.5 4.5a6 6 0 1 0 0 12a6 6 0 1 0 0-12zM15 15l5 5";
    /// Back, previous.
    Back = "M14.5 5l-7 7 7 7";
    /// Onward, next.
    Forward = "M9.5 5l7 7-7 7";
    /// Read aloud.
    Speaker = "M4 9.5v5h3.3L12 18.7V5.3L7.3 9.5zM15.3 9a4 4 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11";
    /// Download.
    Download = "M12 4v11M7 10.5l5 5 5-5M4.5 20h15";
    /// Upload.
    Upload = "M12 16V5M7 9.5l5-5 5 5M4.5 20h15";
    /// A person.
    Person = "M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6";
    /// People together.
    People = "M9 4.5a3.7 3.7 0 1 0 0 7.4a3.7 3.7 0 1 0 0-7.4zM2.5 19.5c.5-3.6 3.1-5.3 6.5-5.3s6 1.7 6.5 5.3M15.5 4.7a3.7 3.7 0 0 1 0 7M17.5 14.6c2.3.6 3.7 2.2 4 4.9";
    /// A building.
    Building = "M5 20.5V4h10v16.5M15 9.5h4.5v11M3 20.5h18M8.3 8h.4m2.6 0h.4M8.3 12h.4m2.6 0h.4M8.3 16h.4m2.6 0h.4";
    /// A home.
    Home = "M4 11.5l8-7 8 7M6.5 9.8v9.7h11V9.8";
    /// A paper.
    Document = "M6.3 3.5h7.4l4.3 4.3v12.7H6.3zM9.5 11.5h5.3M9.5 15.5h5.3";
    /// A reminder, an answer due.
    Bell = "M6 17h12l-1.6-2.6V10a4.4 4.4 0 0 0-8.8 0v4.4zM10.5 20h3";
    /// Write, change.
    Pen = "M5 19l1-4.2L16.3 4.5l3.2 3.2L9.2 18zM14 6.8l3.2 3.2";
    /// Take back.
    Undo = "M8.5 4.8L4.3 9l4.2 4.2M4.5 9H14a5 5 0 0 1 0 10H9";
    /// A code to scan.
    Qr = "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5M20 14v6M14 20h3";
    /// Telephone.
    Phone = "M6 3.8h3.2l1.6 4.4-2.2 1.7a11.5 11.5 0 0 0 5.5 5.5l1.7-2.2 4.4 1.6V18a2 2 0 0 1-2.2 2A15.6 15.6 0 0 1 4 6a2 2 0 0 1 2-2.2z";
    /// Money.
    Yuan = "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17zM8.8 7.5l3.2 4 3.2-4M12 11.5V17M9.3 12.6h5.4M9.3 15h5.4";
    /// A day.
    Calendar = "M4 6h16v14H4zM4 10.5h16M8.5 3.5V8m7-4.5V8";
    /// A photograph as proof.
    Camera = "M4 7.5h4l1.5-2.5h5L16 7.5h4v12H4zM12 10a3.3 3.3 0 1 0 0 6.6a3.3 3.3 0 1 0 0-6.6z";
    /// Works, repair.
    Wrench = "M14.5 4.5a5 5 0 0 0-5.8 6.7L4 16l4 4 4.8-4.7a5 5 0 0 0 6.7-5.8L16.3 12.7l-3-1-1-3z";
    /// Without network.
    Offline = "M4 4l16 16M5 10.5a10.5 10.5 0 0 1 4-2.3M19 10.5A10.5 10.5 0 0 0 13 7.6M8.3 14a5.5 5.5 0 0 1 2.7-1.4M12 18v.4";
    /// Where there is nothing yet.
    Leaf = "M5 19c0-8 4.5-13.5 14.5-14 .5 9-4 14-11 14-1.5 0-3.5-1.5-3.5-3.5M5 20c2-5 5-8 9-10";
    /// A list, an index.
    List = "M8.5 6.5h11M8.5 12h11M8.5 17.5h11M4.5 6.5h.4M4.5 12h.4M4.5 17.5h.4";
}

impl Render for Icon {
    fn render(&self) -> Markup {
        html! {
            svg .i viewBox="0 0 24 24" aria-hidden="true" focusable="false" { path d=(self.path()) {} }
        }
    }
}

/// The mark: a window of four panes with a round core. It stands left of the estate's name.
#[must_use]
pub fn mark() -> Markup {
    html! {
        svg .mark viewBox="0 0 40 40" aria-hidden="true" focusable="false" {
            path .mark-pane d=(MARK_PANES) {}
            circle .mark-core cx="20" cy="20" r="5" {}
        }
    }
}

/// Four panes, each with a quarter of the core's ground cut out.
const MARK_PANES: &str = "M5 2H15.2a3 3 0 0 1 3 3V11.18A9 9 0 0 0 11.18 18.2H5a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3z\
M35 2H24.8a3 3 0 0 0-3 3V11.18A9 9 0 0 1 28.82 18.2H35a3 3 0 0 0 3-3V5a3 3 0 0 0-3-3z\
M5 38H15.2a3 3 0 0 0 3-3V28.82A9 9 0 0 1 11.18 21.8H5a3 3 0 0 0-3 3V35a3 3 0 0 0 3 3z\
M35 38H24.8a3 3 0 0 1-3-3V28.82A9 9 0 0 0 28.82 21.8H35a3 3 0 0 1 3 3V35a3 3 0 0 1-3 3z";
