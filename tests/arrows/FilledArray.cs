using System.Globalization;
using Mono.Cecil.Cil;

namespace NanoAgent.Tests.Arrows;

/// <summary>Whether an array gets all of its elements where it is made, as an initializer's does: length, newarr, and for each element dup, index, value, stelem.</summary>
internal static class FilledArray
{
    /// <summary>Also true for an array without elements.</summary>
    public static bool IsFilled(Instruction newarr) => Constant(newarr.Previous) is { } length && Filled(newarr.Next) == length;

    // An element's value may hold further initializers: they end before the store of the element does.
    private static int Filled(Instruction? instruction)
    {
        int filled = 0;
        int open = 0;

        for (; instruction != null && (open > 0 || OpensElement(instruction)); instruction = instruction.Next)
        {
            if (OpensElement(instruction))
            {
                open++;
            }
            else if (instruction.OpCode.Name.StartsWith("stelem", StringComparison.Ordinal))
            {
                open--;
                filled += open == 0 ? 1 : 0;
            }
        }

        return filled;
    }

    private static bool OpensElement(Instruction instruction) => instruction.OpCode == OpCodes.Dup && Constant(instruction.Next) != null;

    private static int? Constant(Instruction? instruction) => instruction?.OpCode.Code switch
    {
        >= Code.Ldc_I4_0 and <= Code.Ldc_I4_8 => instruction.OpCode.Code - Code.Ldc_I4_0,
        Code.Ldc_I4 or Code.Ldc_I4_S => Convert.ToInt32(instruction.Operand, CultureInfo.InvariantCulture),
        _ => null,
    };
}
