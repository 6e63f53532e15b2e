namespace NanoAgent.Tests.Arrows;

// One offence a type, each of them code that the compiler takes. Nothing here runs; DeviceRulesTests reads the IL.
#pragma warning disable CA1052, CA1812, CA1814, CA1822, CA1823, CA1829, IDE0051, IDE0060, CS0169, CS0649

internal sealed class GenericType<T>
{
    private T? _held;
}

internal sealed class GenericMethod
{
    private static T Same<T>(T value) => value;
}

internal sealed class UsesFunc
{
    private Func<int>? _ask;
}

internal sealed class CallsGenericMethod
{
    private static byte[] Empty() => Array.Empty<byte>();
}

internal sealed class SquareArray
{
    private static int Corner(int[,] square) => square[0, 0];
}

internal interface IDefaultMethod
{
    int Answer() => 42;
}

internal sealed class StackAllocation
{
    private static unsafe byte First()
    {
        byte* bytes = stackalloc byte[4];
        return *bytes;
    }
}

internal sealed class CheckedSum
{
    private static int Sum(int a, int b) => checked(a + b);
}

internal sealed class PinnedLocal
{
    private static unsafe byte First(byte[] bytes)
    {
        fixed (byte* first = bytes)
        {
            return *first;
        }
    }
}

internal sealed class EnumAsText
{
    private static string Name(DayOfWeek day) => day.ToString();
}

internal sealed class TextsLeftOpen
{
    private static string[] Some(int count) => new string[count];
}

internal sealed class TextsHalfSet
{
    private static string?[] Some(string name) => ["first", null, name];
}

internal sealed class Inoffensive
{
    private readonly byte[][] _rows = new byte[2][];
    private readonly string[] _none = new string[0];

    private static string[] Texts(string a, int b) => ["first", a + "," + b + ";" + a + "!", b > 0 ? a : "none"];

    private static string Name(int number)
    {
        try
        {
            return number.ToString("X2");
        }
        catch (FormatException e) when (e.Message.Length > 0)
        {
            return "";
        }
    }
}
