//! What Gradle's configurations are for, by their usual names. No file format of its own.
//!
//! Source: <https://docs.gradle.org/current/userguide/java_plugin.html#sec:java_plugin_and_dependency_management>.

use crate::model::Scope;

/// When what stands in a configuration is needed. Android puts the variant before the usual name
/// (`releaseRuntimeClasspath`); a name that says nothing gives `Unknown`.
pub fn configuration_scope(name: &str) -> Scope {
    let name = name.trim();
    let lower = name.to_ascii_lowercase();
    let ends = |ends: &[&str]| ends.iter().any(|end| lower.ends_with(end));
    let starts = |starts: &[&str]| starts.iter().any(|start| lower.starts_with(start));
    const TOOLS: [&str; 16] = [
        "kapt",
        "ksp",
        "checkstyle",
        "pmd",
        "spotbugs",
        "findbugs",
        "jacoco",
        "detekt",
        "ktlint",
        "spotless",
        "codenarc",
        "errorprone",
        "lint",
        "kotlincompiler",
        "kotlinbuildtools",
        "kotlinklib",
    ];
    let is_test = starts(&["test", "androidtest"]) || name.contains("Test") || starts(&["jmh", "integtest"]);
    if is_test {
        Scope::Test
    } else if lower.contains("annotationprocessor") || lower == "classpath" || starts(&TOOLS) {
        Scope::Build
    } else if starts(&["developmentonly"]) {
        Scope::Development
    } else if ends(&["compileclasspath", "compileonly", "compileonlyapi"]) || starts(&["provided"]) {
        Scope::Provided
    } else if ends(&["runtimeclasspath", "runtimeonly", "implementation"])
        || matches!(lower.as_str(), "api" | "runtime" | "compile" | "default" | "runtimeelements" | "apielements")
    {
        Scope::Runtime
    } else {
        Scope::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_when_something_is_needed() {
        let check = |names: &[&str], scope| {
            for name in names {
                assert_eq!(configuration_scope(name), scope, "{name}");
            }
        };
        check(
            &["runtimeClasspath", "releaseRuntimeClasspath", "compile", "productionRuntimeClasspath"],
            Scope::Runtime,
        );
        check(&["compileClasspath", "debugCompileClasspath", "compileOnly", "providedCompile"], Scope::Provided);
        check(&["testRuntimeClasspath", "androidTestImplementation", "debugUnitTestCompileClasspath"], Scope::Test);
        check(&["annotationProcessor", "classpath", "kaptDebug", "kotlinCompilerPluginClasspathMain"], Scope::Build);
        check(&["developmentOnly"], Scope::Development);
        check(&["", "acme"], Scope::Unknown);
    }
}
