using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoAgent.Tests.Arrows;

/// <summary>The IL of every netnano1.0 assembly keeps to what the device's interpreter does.</summary>
[TestClass]
public sealed class DeviceRulesTests
{
    [TestMethod]
    public void Device_code_has_nothing_that_fails_on_the_device()
    {
        foreach (ProjectFile project in ProjectFile.All.Where(p => p.IsForDevice && !p.IsPlatform))
        {
            using var module = ModuleDefinition.ReadModule(project.Output("netnano1.0"));
            Found.Nothing(DeviceRules.In(module));
        }
    }

    [TestMethod]
    [DataRow("GenericType`1", "generic type")]
    [DataRow("GenericMethod", "generic method")]
    [DataRow("UsesFunc", "generic type")]
    [DataRow("CallsGenericMethod", "generic method")]
    [DataRow("SquareArray", "array of several dimensions")]
    [DataRow("IDefaultMethod", "default interface method")]
    [DataRow("StackAllocation", "stackalloc")]
    [DataRow("CheckedSum", "checked arithmetic")]
    [DataRow("PinnedLocal", "pinned local")]
    [DataRow("EnumAsText", "enum boxed")]
    [DataRow("TextsLeftOpen", "text array that is not filled")]
    [DataRow("TextsHalfSet", "text array that is not filled")]
    public void Each_offence_is_found(string type, string what)
    {
        using var module = ModuleDefinition.ReadModule(typeof(DeviceRulesTests).Assembly.Location);
        string[] found = [.. DeviceRules.In(module.GetType("NanoAgent.Tests.Arrows." + type))];
        Assert.IsTrue(found.Any(f => f.Contains(what, StringComparison.Ordinal)), string.Join('\n', found));
    }

    [TestMethod]
    public void A_method_that_is_too_long_is_found()
    {
        using var module = ModuleDefinition.CreateModule("long", ModuleKind.Dll);
        var type = new TypeDefinition("", "Long", TypeAttributes.Class, module.TypeSystem.Object);
        var method = new MethodDefinition("Run", MethodAttributes.Static, module.TypeSystem.Void);
        type.Methods.Add(method);
        module.Types.Add(type);

        for (int i = 0; i <= DeviceRules.MostMethodBytes; i++)
        {
            method.Body.Instructions.Add(Instruction.Create(OpCodes.Nop));
        }

        Assert.HasCount(1, DeviceRules.In(Written(module).GetType("Long")));
    }

    [TestMethod]
    public void Plain_code_is_not_refused()
    {
        using var module = ModuleDefinition.ReadModule(typeof(DeviceRulesTests).Assembly.Location);
        Found.Nothing(DeviceRules.In(module.GetType("NanoAgent.Tests.Arrows.Inoffensive")));
    }

    /// <summary>Cecil knows the size of a method only after it was written.</summary>
    private static ModuleDefinition Written(ModuleDefinition module)
    {
        var stream = new MemoryStream();
        module.Write(stream);
        stream.Position = 0;
        return ModuleDefinition.ReadModule(stream);
    }
}
