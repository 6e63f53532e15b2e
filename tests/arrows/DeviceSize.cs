using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoAgent.Tests.Arrows;

/// <summary>About what an assembly weighs as a .pe file: IL with its shorter operands, rows of the tables that the format keeps, names once, static data.</summary>
internal static class DeviceSize
{
    private const int Header = 124;
    private const int TypeRow = 32;
    private const int MethodRow = 16;
    private const int FieldRow = 8;
    private const int ReferenceRow = 8;

    /// <summary>Estimated bytes.</summary>
    public static int Of(ModuleDefinition module)
    {
        TypeDefinition[] types = [.. module.GetTypes()];
        MethodDefinition[] methods = [.. types.SelectMany(t => t.Methods)];
        FieldDefinition[] fields = [.. types.SelectMany(t => t.Fields).Where(f => !f.HasConstant)];
        MemberReference[] references = [.. module.GetMemberReferences(), .. module.GetTypeReferences()];

        int code = methods.Where(m => m.HasBody).Sum(m => Code(m.Body) + (2 * m.Body.Variables.Count));
        int rows = (types.Length * TypeRow) + (methods.Length * MethodRow) + (fields.Length * FieldRow) + (references.Length * ReferenceRow);
        int data = fields.Sum(f => f.InitialValue.Length);
        return Header + code + rows + data + Names(types, methods, fields, references) + Literals(methods);
    }

    /// <summary>The format halves tokens and branch distances to two bytes.</summary>
    private static int Code(MethodBody body) => body.CodeSize - body.Instructions.Sum(i => i.OpCode.OperandType switch
    {
        OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineString => 2,
        OperandType.InlineBrTarget => 2,
        OperandType.InlineSwitch => 3 + (2 * ((Instruction[])i.Operand).Length),
        _ => 0,
    });

    private static int Names(params IEnumerable<MemberReference>[] members) =>
        members.SelectMany(m => m).Select(m => m.Name).Distinct().Sum(n => n.Length + 1);

    private static int Literals(IEnumerable<MethodDefinition> methods) =>
        methods.Where(m => m.HasBody).SelectMany(m => m.Body.Instructions).Select(i => i.Operand).OfType<string>().Distinct().Sum(s => s.Length + 1);
}
