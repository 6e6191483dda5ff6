using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Collections.Architecture.Tests.Rules;

/// <summary>What makes a decision depend on more than its inputs, or leaves the simulation's scheduler; and waiting that blocks a thread.</summary>
internal static class BannedCalls
{
    static readonly string[] Members =
        ["DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Guid.NewGuid", "Guid.CreateVersion7", "Task.Run", "Task.Delay"];

    static readonly string[] Types = ["Random", "RandomNumberGenerator", "Thread", "ThreadPool", "Parallel", "Environment", "Stopwatch"];

    /// <summary>For Domain and Engine.</summary>
    public static IEnumerable<string> Impure(Source source)
    {
        foreach (SimpleNameSyntax name in source.Root.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            string text = name.Identifier.Text;
            if (text == "ConfigureAwait") yield return source.At(name, text);
            else if (Types.Contains(text) && !IsMember(name)) yield return source.At(name, text);
            else if (name.Parent is MemberAccessExpressionSyntax access && access.Name == name && Members.Contains($"{LastOf(access.Expression)}.{text}"))
                yield return source.At(name, $"{LastOf(access.Expression)}.{text}");
        }
    }

    /// <summary>For all that customers run: .Result, .Wait() and GetResult() hold a thread until another has finished.</summary>
    public static IEnumerable<string> Blocking(Source source)
    {
        foreach (MemberAccessExpressionSyntax access in source.Root.DescendantNodes().OfType<MemberAccessExpressionSyntax>())
        {
            bool isCalled = access.Parent is InvocationExpressionSyntax call && call.Expression == access;
            if ((access.Name.Identifier.Text == "Result" && !isCalled) || (access.Name.Identifier.Text is "Wait" or "WaitAll" or "WaitAny" or "GetResult" && isCalled))
                yield return source.At(access, $".{access.Name.Identifier.Text}");
        }
    }

    // "invoice.Thread" is a member of ours; "Thread.Sleep" and "new Thread()" are the type.
    static bool IsMember(SimpleNameSyntax name) =>
        (name.Parent is MemberAccessExpressionSyntax access && access.Name == name && LastOf(access.Expression) is not ("System" or "Threading" or "Tasks" or "Cryptography"))
        || name.Parent is NameColonSyntax or MemberBindingExpressionSyntax
        || (name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment && assignment.Left == name);

    static string LastOf(SyntaxNode expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => "",
    };
}
