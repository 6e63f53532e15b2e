using System.Reflection;
using NanoAgent.Attestation.Crypto;
using NanoAgent.P256Gen;

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
    public void A_factor_that_a_lane_might_cut_off_is_refused()
    {
        // Its columns fit 64 bits, so the device's code may have it.
        Interval[] limbs = [new Interval(0, 1L << 31), .. Enumerable.Repeat(Interval.Of(1), Prime.Limbs - 1)];
        Vector wide = CodeWriter.Named("a", limbs, new Interval(0, Prime.R));
        Vector product = wide * CodeWriter.Carried("b", new Interval(0, Prime.P));

        new CodeWriter(0).Reduce("d", product);
        Assert.ThrowsExactly<OverflowException>(() => new LaneWriter([]).Reduce("d", product));
    }

    [TestMethod]
    public void No_method_is_longer_than_the_device_loads()
    {
        foreach (MethodInfo method in from type in typeof(Es256).Assembly.GetTypes() from m in type.GetMethods((BindingFlags)62) select m)
        {
            Assert.IsLessThan(30_000, method.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0, $"{method.DeclaringType}.{method.Name}");
        }
    }
}
