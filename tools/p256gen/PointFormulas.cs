namespace NanoAgent.P256Gen;

/// <summary>A point in Jacobian coordinates, in the variables X, Y and Z: (X / Z², Y / Z³).</summary>
public sealed record JacobianPoint(Interval X, Interval Y, Interval Z)
{
    /// <summary>The smallest bounds that hold both.</summary>
    public JacobianPoint Or(JacobianPoint other) => new(X.Or(other.X), Y.Or(other.Y), Z.Or(other.Z));

    /// <summary>Is the other inside?</summary>
    public bool Contains(JacobianPoint other) => X.Contains(other.X) && Y.Contains(other.Y) && Z.Contains(other.Z);
}

/// <summary>Doubling and mixed addition (Explicit-Formulas Database, Jacobian coordinates with a = -3: dbl-2001-b and madd), subtractions folded into carries.</summary>
/// <remarks>A name whose number has had its day takes the next one: nine limbs more are 108 bytes more of the interpreter's heap, in one piece, while a point is walked.</remarks>
public static class PointFormulas
{
    /// <summary>What both begin with, so that it stands in the code once: d = Z².</summary>
    public static Vector Begin(IFormulaWriter code, JacobianPoint point) => code.Reduce("d", Coordinates(point).Z.Squared());

    /// <summary>X, Y, Z becomes twice itself, d being Z². Z stays 0 when it is 0.</summary>
    public static JacobianPoint Double(IFormulaWriter code, JacobianPoint point, Vector d)
    {
        (Vector x, Vector y, Vector z) = Coordinates(point);
        Vector u = code.Reduce("a", y.Squared().Doubled());
        z = code.Reduce("Z", (y * z).Doubled());
        Vector e = code.Assign("e", x - d);
        Vector f = code.Assign("b", x + d);
        e = code.Reduce("e", e * f);
        e = code.AssignTripled("e", e);
        f = code.Reduce("b", (x * u).Doubled());
        x = code.Reduce("X", e.Squared(), f.Doubled());
        f = code.Assign("b", f - x);
        y = code.Reduce("Y", (e * f) - u.Squared().Doubled());
        return new(x.Value, y.Value, z.Value);
    }

    /// <summary>X, Y, Z becomes the sum of itself and the affine point (a, b), d being Z². Z becomes 0, and stays so, when these are the same point, opposites, or Z was 0.</summary>
    public static JacobianPoint Add(IFormulaWriter code, JacobianPoint point, Vector d)
    {
        (Vector x, Vector y, Vector z) = Coordinates(point);
        (Vector a, Vector b) = TablePoint();
        Vector e = code.Reduce("e", a * d, x);
        d = code.Reduce("d", d * z);
        Vector u = code.Reduce("a", b * d, y);
        z = code.Reduce("Z", z * e);
        d = code.Reduce("d", e.Squared());
        e = code.Reduce("e", e * d);
        d = code.Reduce("d", x * d);
        x = code.Reduce("X", u.Squared(), e + d.Doubled());
        d = code.Assign("d", d - x);
        y = code.Reduce("Y", (u * d) - (y * e));
        return new(x.Value, y.Value, z.Value);
    }

    /// <summary>X, Y, Z becomes the sum of itself and another point A, B, C (add-2007-bl, its doublings left out). Z becomes 0 where <see cref="Add"/> makes it so, and where C is 0.</summary>
    public static JacobianPoint AddPoint(IFormulaWriter code, JacobianPoint point, JacobianPoint other)
    {
        (Vector x, Vector y, Vector z) = Coordinates(point);
        (Vector otherX, Vector otherY, Vector otherZ) = (CodeWriter.Carried("A", other.X), CodeWriter.Carried("B", other.Y), CodeWriter.Carried("C", other.Z));
        Vector d = code.Reduce("d", z.Squared());
        Vector e = code.Reduce("e", otherZ.Squared());
        Vector a = code.Reduce("a", x * e);
        Vector b = code.Reduce("b", otherX * d, a);
        e = code.Reduce("e", e * otherZ);
        e = code.Reduce("e", y * e);
        d = code.Reduce("d", d * z);
        d = code.Reduce("d", otherY * d, e);
        z = code.Reduce("Z", z * otherZ);
        z = code.Reduce("Z", z * b);
        Vector f = code.Reduce("f", b.Squared());
        b = code.Reduce("b", b * f);
        a = code.Reduce("a", a * f);
        x = code.Reduce("X", d.Squared(), b + a.Doubled());
        a = code.Assign("a", a - x);
        y = code.Reduce("Y", (d * a) - (e * b));
        return new(x.Value, y.Value, z.Value);
    }

    /// <summary>Bounds of X, Y and Z that hold at the start and after any sequence of doublings and additions.</summary>
    public static JacobianPoint Invariant()
    {
        var canonical = new Interval(0, Prime.P - 1);
        var bounds = new JacobianPoint(canonical, canonical, canonical);

        for (int round = 0; round < 100; round++)
        {
            var code = new CodeWriter(0);
            Vector d = Begin(code, bounds);
            JacobianPoint after = Double(code, bounds, d).Or(Add(code, bounds, d));

            if (bounds.Contains(after))
            {
                return bounds;
            }

            bounds = bounds.Or(new(Widened(after.X), Widened(after.Y), Widened(after.Z)));
        }

        throw new InvalidOperationException("the bounds of a point grow without end");
    }

    // Outwards to a 64th of p, so that the search ends.
    private static Interval Widened(Interval value)
    {
        Interval steps = value.DividedBy(Prime.P / 64);
        return new(steps.Low * (Prime.P / 64), steps.High * (Prime.P / 64));
    }

    private static (Vector X, Vector Y, Vector Z) Coordinates(JacobianPoint point) =>
        (CodeWriter.Carried("X", point.X), CodeWriter.Carried("Y", point.Y), CodeWriter.Carried("Z", point.Z));

    // b may have been negated limb by limb.
    private static (Vector A, Vector B) TablePoint()
    {
        Interval signed = new(-Prime.Mask, Prime.Mask);
        Vector a = CodeWriter.Named("a", [.. Enumerable.Repeat(Prime.PlainLimb, Prime.Limbs)], new(0, Prime.P - 1));
        Vector b = CodeWriter.Named("b", [.. Enumerable.Repeat(signed, Prime.Limbs)], new(1 - Prime.P, Prime.P - 1));
        return (a, b);
    }
}
