using System.Text.Json;
using Collections.Domain;
using Collections.Engine;
using Microsoft.AspNetCore.Http;

namespace Collections.Functions;

/// <summary>Who App Service authentication says is calling. It is believed only where a setting says so and the platform's own marker is there: anybody can send the
/// header to a host that nothing stands before. What is missing or malformed is nobody, never a default person.</summary>
internal sealed class StaffIdentity(bool isTrusted)
{
    const string Header = "X-MS-CLIENT-PRINCIPAL", Prefix = "collections.";
    const int Longest = 16 * 1024;
    static readonly Role[] Strongest = [Role.Admin, Role.Approver, Role.Controller, Role.Viewer];

    public bool IsTrusted => isTrusted;

    /// <summary>Name and role from the claims; null for anything but one whole and well-formed principal with a role of ours.</summary>
    public StaffPerson? Of(HttpRequest request)
    {
        if (!isTrusted || request.Headers[Header] is not [{ Length: > 0 and <= Longest } encoded]) return null;
        byte[] bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out int length)) return null;
        using JsonDocument? principal = SafeJson.Parse(bytes.AsMemory(0, length), out _);
        if (principal is null || principal.RootElement.ValueKind != JsonValueKind.Object || principal.RootElement.Text("auth_typ") is not { Length: > 0 }) return null;
        (string Type, string Value)[] claims = [.. principal.RootElement.Items("claims").Select(c => (c.Text("typ") ?? "", c.Text("val") ?? ""))];
        string[] names = [.. Of(claims, principal.RootElement.Text("name_typ")).Distinct()];
        Role? role = RoleOf(Of(claims, principal.RootElement.Text("role_typ")));
        return names is [{ Length: > 0 and <= 200 } name] && !name.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c == '\uFFFD') && role is { } known ? new(name, known, []) : null;
    }

    static IEnumerable<string> Of((string Type, string Value)[] claims, string? type) =>
        type is { Length: > 0 } ? claims.Where(c => c.Type == type).Select(c => c.Value.Trim()) : [];

    static Role? RoleOf(IEnumerable<string> values)
    {
        HashSet<string> given = new(values, StringComparer.OrdinalIgnoreCase);
        foreach (Role role in Strongest)
            if (given.Contains(Prefix + Code.Of(role))) return role;
        return null;
    }
}
