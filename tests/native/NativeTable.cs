using System.Text;
using Mono.Cecil;

namespace NanoAgent.Tests.Native;

/// <summary>
/// The order and the checksum by which the interpreter matches an assembly's native methods with firmware, as nanoFramework's metadata processor makes them
/// (NativeMethodsCrc, nanoTablesContext.GetOrderedMethods, Crc32 in its sources): a place for every method of every type, natives by name, others empty.
/// </summary>
internal static class NativeTable
{
    private const uint Polynomial = 0x04C1_1DB7;

    /// <summary>One entry a method: the name of the native function, or null for a method with a body.</summary>
    public static IReadOnlyList<string?> Of(ModuleDefinition module) =>
        [.. Methods(module).Select(m => m.IsInternalCall ? $"{ClassName(m.DeclaringType)}::{MethodName(m)}" : null)];

    /// <summary>The number that stands in assembly and firmware and must be the same.</summary>
    public static uint Checksum(ModuleDefinition module)
    {
        // The processor's running value reads as 0 until one native method is done, so what stands before the first one's own name does not count.
        MethodDefinition[] counted = [.. Methods(module).SkipWhile(m => !m.IsInternalCall)];
        return counted.Skip(1).Aggregate(Next(0, MethodName(counted[0])), (crc, method) => method.IsInternalCall
            ? Next(Next(Next(crc, module.Assembly.Name.Name), ClassName(method.DeclaringType)), MethodName(method))
            : Next(crc, "NULL"));
    }

    private static IEnumerable<MethodDefinition> Methods(ModuleDefinition module) =>
        from type in module.Types.Where(t => t.Name != "<Module>")
        from method in type.Methods.OrderBy(m => m.IsVirtual ? 0 : m.IsStatic ? 2 : 1)
        select method;

    private static string ClassName(TypeDefinition type) => type.FullName.Replace('.', '_');

    private static string MethodName(MethodDefinition method) =>
        method.Name + (method.IsStatic ? "___STATIC__" : "___") + string.Join("__", method.Parameters.Select(p => p.ParameterType).Prepend(method.ReturnType).Select(Shape));

    /// <summary>Only the shapes that Chip.cs has.</summary>
    private static string Shape(TypeReference type) => type.FullName switch
    {
        "System.Int32" => "I4",
        "System.Byte[]" => "SZARRAY_U1",
        _ => throw new NotSupportedException(type.FullName),
    };

    private static uint Next(uint crc, string text)
    {
        foreach (byte item in Encoding.ASCII.GetBytes(text))
        {
            crc ^= (uint)item << 24;

            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000_0000) != 0 ? (crc << 1) ^ Polynomial : crc << 1;
            }
        }

        return crc;
    }
}
