//! What holds for both curves: all of it is tested in one way, against the textbook.

/// Tests for the curve whose `Point`, `Scalar` and operations are in scope; coordinates have `$length` bytes.
macro_rules! laws {
    ($oracle:path, $length:literal) => {
        /// The generator's multiples, and those of three times it.
        fn doublings() -> &'static [Vec<Place>; 2] {
            static DOUBLINGS: OnceLock<[Vec<Place>; 2]> = OnceLock::new();
            DOUBLINGS.get_or_init(|| {
                let oracle = $oracle();
                let generator = oracle.generator();
                let thrice = oracle.sum(&oracle.sum(&generator, &generator), &generator);
                [generator, thrice].map(|point| oracle.doublings(&point))
            })
        }

        fn point_at(place: &Place) -> Point {
            let (x, y) = place.as_ref().expect("not at infinity");
            Point::from_xy(&padded(x), &padded(y)).expect("on the curve")
        }

        /// `scalar · G` and `scalar · 3G` are what the textbook says.
        fn assert_like_the_textbook(number: &BigUint) {
            let oracle = $oracle();
            let scalar = Scalar::from_bytes(&padded(number)).expect("a scalar");
            let [generator, thrice] = doublings();
            assert_eq!(public(&scalar), Some(point_at(&oracle.product(number, generator))), "{number:x}");
            let expected = point_at(&oracle.product(number, thrice));
            assert_eq!(product(&scalar, &point_at(&thrice[0])), Some(expected), "{number:x}");
        }

        #[test]
        fn scalars_at_the_edges() {
            for number in $crate::tests::curves::edges::scalars(&$oracle().n) {
                assert_like_the_textbook(&number);
            }
        }

        #[test]
        fn batches_are_the_singles() {
            let numbers = $crate::tests::curves::edges::scalars(&$oracle().n);
            // More than share one inversion.
            let numbers = numbers.iter().cycle().take(1_111);
            let scalars: Vec<Scalar> =
                numbers.map(|number| Scalar::from_bytes(&padded(number)).expect("a scalar")).collect();
            let singles: Vec<_> = scalars.iter().map(public).collect();
            assert_eq!(public_batch(&scalars), singles);
            let points: Vec<Point> = singles.into_iter().rev().flatten().collect();
            let pairs: Vec<(&Scalar, &Point)> = scalars.iter().zip(&points).collect();
            let shared: Vec<_> = pairs.iter().map(|(scalar, point)| shared_x(scalar, point)).collect();
            assert_eq!(shared_x_batch(&pairs), shared);
            assert_eq!(shared_x_batch(&[]), []);
        }

        /// Where a scalar is 0 there is no point, and those beside it are what they are without it.
        fn assert_zero_spoils_no_batch(zero: &Scalar, one: &Scalar) {
            let generator = public(one).expect("not 0");
            assert_eq!(public(zero), None);
            assert_eq!(shared_x(zero, &generator), None);
            for length in [3, 100] {
                let scalars: Vec<Scalar> =
                    (0..length).map(|place| if place == 1 { zero } else { one }).cloned().collect();
                let expected = |place| (place != 1).then_some(generator);
                assert!(public_batch(&scalars).into_iter().eq((0..length).map(expected)));
                let pairs: Vec<(&Scalar, &Point)> = scalars.iter().map(|scalar| (scalar, &generator)).collect();
                let expected = |place| (place != 1).then_some((*generator.x()).into());
                assert!(shared_x_batch(&pairs).into_iter().eq((0..length).map(expected)));
            }
        }

        proptest! {
            #[test]
            fn any_scalar(wide in any::<[u8; 32]>()) {
                let number = BigUint::from_bytes_be(&wide) % ($oracle().n - 1_u8) + 1_u8;
                assert_like_the_textbook(&number);
            }

            #[test]
            fn any_x(x in any::<[u8; $length]>()) {
                let oracle = $oracle();
                let number = BigUint::from_bytes_be(&x);
                let point = Point::lift_x(&x);
                prop_assert_eq!(point.is_some(), number < oracle.p && oracle.is_square(&oracle.cubic(&number)));
                if let Some(point) = point {
                    prop_assert_eq!(point.x(), &x);
                    prop_assert!(!bool::from(point.y_is_odd()));
                    prop_assert!(oracle.contains(&(number, BigUint::from_bytes_be(point.y()))));
                }
            }
        }
    };
}

pub(super) use laws;
