//! Which mark lies under a point, and which lie in a rectangle. A search through all marks: 100,000 take less than a
//! millisecond, and nothing has to be built when a picture comes.

use super::camera::Area;
use super::scene::{Form, Scene};

/// The mark whose box holds the point: of boxes in each other the innermost, of points within `reach` the nearest,
/// in a grid that of the row; else the last drawn.
pub fn mark_at(scene: &Scene, x: f32, y: f32, reach: f32) -> Option<u32> {
    let all = 0..scene.x.len() as u32;
    let holds = |mark: &u32| scene.mark_area(*mark).is_some_and(|area| is_in(&area, x, y));
    match scene.form {
        Form::Columns => all.rev().find(holds),
        Form::Boxes => scene.order.iter().rev().copied().find(holds),
        Form::Grid => {
            let (left, side) = scene.cells();
            let is_cell = x >= left && x <= left + side * scene.len() as f32;
            all.rev().find(holds).or_else(|| scene.row_at(y).filter(|_| is_cell))
        }
        Form::Points => {
            let mut nearest = None;
            let mut least = reach * reach;
            for (mark, (mark_x, mark_y)) in (0_u32..).zip(scene.x.iter().zip(&scene.y)) {
                let apart = (mark_x - x) * (mark_x - x) + (mark_y - y) * (mark_y - y);
                if apart <= least {
                    (nearest, least) = (Some(mark), apart);
                }
            }
            nearest
        }
    }
}

/// The marks whose middle (of boxes: all of them) lies in a rectangle of the scene; sorted.
pub fn marks_in(scene: &Scene, area: &Area) -> Vec<u32> {
    let is_inside = |mark: &u32| match scene.form {
        Form::Boxes => scene.mark_area(*mark).is_some_and(|own| own.right > own.left && area.holds(&own)),
        _ => scene.symbol_at(*mark).is_some_and(|(x, y)| is_in(area, x, y)),
    };
    (0..scene.len() as u32).filter(is_inside).collect()
}

fn is_in(area: &Area, x: f32, y: f32) -> bool {
    area.left <= x && x <= area.right && area.top <= y && y <= area.bottom
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::scene::ROW;

    #[test]
    fn a_point_in_a_row_finds_its_mark() {
        let scene = Scene {
            x: (0..200).map(|mark| (mark % 7) as f32 * 180.0).collect(),
            y: (0..200).map(|mark| (mark / 7) as f32 * ROW + 10.0).collect(),
            width: vec![120.0; 200],
            ..Scene::default()
        };
        for mark in 0..200 {
            let at = (scene.x[mark as usize] + 60.0, scene.y[mark as usize] + 3.0);
            assert_eq!(mark_at(&scene, at.0, at.1, 0.0), Some(mark));
        }
        assert_eq!(mark_at(&scene, 150.0, 15.0, 0.0), None);
    }

    #[test]
    fn of_points_the_nearest_within_reach_is_found() {
        let (form, x, y) = (Form::Points, vec![0.0, 10.0], vec![0.0, 0.0]);
        let scene = Scene { form, x, y, node: vec![1, 2], ..Scene::default() };
        assert_eq!(mark_at(&scene, 6.0, 0.0, 8.0), Some(1));
        assert_eq!(mark_at(&scene, 30.0, 0.0, 8.0), None);
        assert_eq!(marks_in(&scene, &Area { left: -1.0, top: -1.0, right: 1.0, bottom: 1.0 }), [0]);
    }

    #[test]
    fn of_boxes_in_each_other_the_innermost_is_found() {
        let scene = Scene {
            form: Form::Boxes,
            node: vec![1, 2],
            x: vec![10.0, 0.0],
            y: vec![50.0, 50.0],
            width: vec![30.0, 100.0],
            height: vec![30.0, 100.0],
            order: vec![1, 0],
            ..Scene::default()
        };
        assert_eq!(mark_at(&scene, 20.0, 50.0, 0.0), Some(0));
        assert_eq!(mark_at(&scene, 80.0, 50.0, 0.0), Some(1));
    }
}
