using System.Reflection;
using NanoAgent.Attestation.Crypto;
using NanoAgent.P256Gen;
using BigInteger = System.Numerics.BigInteger;

namespace NanoAgent.Tests.Shared.Crypto;

/// <summary>The generated arithmetic is what tools/p256gen writes, within bounds that it has proven.</summary>
[TestClass]
public class GeneratorTests
{
    [TestMethod]
    public void The_generated_files_are_what_the_generator_writes_now()
    {
        foreach (GeneratedFile file in GeneratedFile.All())
        {
            Assert.AreEqual(file.Text, File.ReadAllText(Repository.At("attestation", file.Path)), file.Path);
        }
    }

    [TestMethod]
    public void A_point_stays_within_what_a_factor_may_be_after_any_number_of_steps()
    {
        JacobianPoint bounds = PointFormulas.Invariant();

        var code = new CodeWriter(0);
        Vector d = PointFormulas.Begin(code, bounds);
        Assert.IsTrue(bounds.Contains(PointFormulas.Double(code, bounds, d)));
        Assert.IsTrue(bounds.Contains(PointFormulas.Add(code, bounds, d)));
        Assert.IsTrue(bounds.Contains(PointFormulas.AddPoint(code, bounds, bounds)));
        Assert.IsTrue(FieldFile.Factor.Contains(bounds.X.Or(bounds.Y).Or(bounds.Z)));
    }

    [TestMethod]
    public void Products_lie_where_one_reduction_suffices() =>
        Assert.IsTrue(new Interval(1 - Prime.P, (2 * Prime.P) - 1).Contains(FieldFile.Product));

    [TestMethod]
    public void A_column_that_might_not_fit_is_refused()
    {
        Interval[] limbs = [.. Enumerable.Repeat(new Interval(0, 1L << 30), Prime.Limbs)];
        Vector wide = CodeWriter.Named("a", limbs, new Interval(0, Prime.R));

        Assert.ThrowsExactly<OverflowException>(() => wide * wide);
    }

    [TestMethod]
    public void A_sum_that_fits_but_for_its_doubling_is_refused()
    {
        new Term("a0", new(-1L << 62, (1L << 62) - 1)).Shifted(1);

        Assert.ThrowsExactly<OverflowException>(() => new Term("a0", new(0, 1L << 62)).Shifted(1));
        Assert.ThrowsExactly<OverflowException>(() => new Term("a0", new((-1L << 62) - 1, 0)).Shifted(1));
    }

    [TestMethod]
    public void A_column_that_fits_but_for_what_is_carried_to_it_is_refused()
    {
        // The first one carries up to 2^34 - 1.
        static Vector Product(long second) =>
            new([new("a0", new(0, long.MaxValue)), new("a1", new(0, second)), .. Enumerable.Repeat(new Term("b0", Interval.Of(0)), (2 * Prime.Limbs) - 3)], new(0, Prime.P));

        const long room = long.MaxValue - (1L << 34) + 1;

        foreach (IFormulaWriter code in new IFormulaWriter[] { new CodeWriter(0), new LaneWriter([]) })
        {
            code.Reduce("d", Product(room));
            Assert.ThrowsExactly<OverflowException>(() => code.Reduce("d", Product(room + 1)));
        }
    }

    [TestMethod]
    public void Lanes_and_the_device_know_the_same_bounds_of_every_number()
    {
        JacobianPoint bounds = PointFormulas.Invariant();
        var both = new BothWriters();
        Vector d = PointFormulas.Begin(both, bounds);

        PointFormulas.Double(both, bounds, d);
        PointFormulas.Add(both, bounds, d);
        PointFormulas.AddPoint(both, bounds, bounds);

        Assert.IsGreaterThan(30, both.Numbers);
    }

    [TestMethod]
    [DataRow(0, 1L << 31)]
    [DataRow((-1L << 31) - 1, 0)]
    public void A_factor_that_a_lane_might_cut_off_is_refused(long low, long high)
    {
        // Its columns fit 64 bits, so the device's code may have it.
        Interval[] limbs = [new Interval(low, high), .. Enumerable.Repeat(Interval.Of(1), Prime.Limbs - 1)];
        Vector wide = CodeWriter.Named("a", limbs, new Interval(0, Prime.R));
        Vector narrow = CodeWriter.Carried("b", new Interval(0, Prime.P));
        Vector good = narrow * narrow;

        foreach (Vector product in new[] { wide * narrow, narrow * wide, (wide * narrow).Doubled(), (wide * narrow) + good, good + (wide * narrow), (wide * narrow) - good, good - (wide * narrow) })
        {
            new CodeWriter(0).Reduce("d", product);
            Assert.ThrowsExactly<OverflowException>(() => new LaneWriter([]).Reduce("d", product));
        }
    }

    [TestMethod]
    public void No_method_is_longer_than_the_device_loads()
    {
        foreach (MethodInfo method in from type in typeof(Es256).Assembly.GetTypes() from m in type.GetMethods((BindingFlags)62) select m)
        {
            Assert.IsLessThan(30_000, method.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0, $"{method.DeclaringType}.{method.Name}");
        }
    }

    [TestMethod]
    public void The_proof_of_an_addition_counts_limbs_that_were_negated()
    {
        JacobianPoint bounds = PointFormulas.Invariant();
        var both = new BothWriters();
        PointFormulas.Add(both, bounds, PointFormulas.Begin(both, bounds));

        // a is b·Z³ - Y.
        Interval lowest = both.Products["a"].Terms[0].Range;

        Assert.AreEqual(new Interval(-(BigInteger)Prime.Mask * Prime.Mask, (BigInteger)Prime.Mask * Prime.Mask), lowest);
    }

    // Writes with both, and compares what they know.
    private sealed class BothWriters : IFormulaWriter
    {
        private readonly CodeWriter _device = new(0);
        private readonly LaneWriter _lanes = new([]);

        public int Numbers { get; private set; }

        public Dictionary<string, Vector> Products { get; } = [];

        public Vector Assign(string name, Vector source) => Same(_device.Assign(name, source), _lanes.Assign(name, source));

        public Vector AssignTripled(string name, Vector source) => Same(_device.AssignTripled(name, source), _lanes.AssignTripled(name, source));

        public Vector Reduce(string name, Vector product, Vector? minus = null)
        {
            Products[name] = product;
            return Same(_device.Reduce(name, product, minus), _lanes.Reduce(name, product, minus));
        }

        private Vector Same(Vector device, Vector lanes)
        {
            Numbers++;
            Assert.AreEqual(device.Value, lanes.Value);
            CollectionAssert.AreEqual(device.Terms.Select(t => t.Range).ToArray(), lanes.Terms.Select(t => t.Range).ToArray());
            return lanes;
        }
    }
}
